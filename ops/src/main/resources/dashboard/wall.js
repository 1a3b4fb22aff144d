// The wall: a tile a camera, drawn again only where something is new and somebody can see it.

import { drawMap, layout, put } from './depth.js';
import { age, element, percent, say, shape, short } from './format.js';
import { live, state } from './live.js';
import { load, show } from './pictures.js';
import { settings } from './settings.js';

const PAGE = 64;
const tiles = new Map();
const byName = new Intl.Collator(undefined, { numeric: true }).compare;
const list = document.getElementById('wall');
let filter = '';
let page = 0;
let focused = null;

const seen = new IntersectionObserver(entries => entries.forEach(entry => {
  const tile = tiles.get(entry.target.dataset.camera);
  if (!tile) return;
  tile.visible = entry.isIntersecting;
  if (tile.visible) tile.draw();
}), { rootMargin: '100px' });

/** What is privately kept from view: by the viewer or by the server. */
export const bare = () => !settings.pictures || Boolean(live.header?.privacy);

class Tile {
  constructor(id) {
    this.id = id;
    this.visible = false;
    this.pictured = null; // the frame whose picture is shown
    this.picturedAt = -Infinity;
    this.loading = false;
    this.picture = element('canvas', { className: 'picture', width: 1, height: 1 });
    this.map = element('canvas', { className: 'map', width: 1, height: 1 });
    this.chip = element('span', { className: 'chip' });
    this.said = element('span', { className: 'said', hidden: true });
    this.name = element('span', { className: 'name', textContent: id, title: id });
    this.age = element('span', { className: 'age' });
    this.label = element('span', { className: 'label' });
    this.sure = element('span', { className: 'sure' });
    this.depth = element('span', {});
    this.saved = element('span', {});
    this.rejected = element('span', { className: 'warn' });
    this.line = shape('polyline');
    this.area = shape('polygon');
    const spark = shape('svg', { class: 'spark', viewBox: '0 0 100 22', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    spark.append(this.area, this.line);
    this.button = element('button', { className: 'tile', type: 'button', tabIndex: -1 },
      element('div', { className: 'stage' }, this.picture, this.map, this.said, this.chip),
      element('div', { className: 'facts' },
        element('div', { className: 'row' }, this.name, this.age),
        element('div', { className: 'row' }, this.label, this.sure),
        element('div', { className: 'row quiet' }, this.depth, spark, this.saved),
        this.rejected));
    this.button.dataset.camera = id;
    this.button.onclick = () => { location.hash = `#/camera/${encodeURIComponent(id)}`; };
    this.button.onfocus = () => focusOn(this);
    this.item = element('li', {}, this.button);
    seen.observe(this.button);
  }

  get camera() {
    return live.cameras.get(this.id);
  }

  draw() {
    const camera = this.camera;
    if (!camera || !this.visible) return;
    const frame = camera.latest;
    this.tick();
    if (!frame) {
      this.say('Every frame of this camera was refused.');
    } else {
      const best = frame.top[0];
      say(this.label, best ? short(best.name) : '(no label)');
      say(this.sure, best ? percent(best.probability) : '');
      say(this.depth, `depth ${frame.meanDepth.toFixed(1)} / ${frame.layers}`);
      say(this.saved, `${percent(camera.macsSavedShare)} saved`);
      const line = points(camera.depths, frame.layers);
      this.line.setAttribute('points', line);
      this.area.setAttribute('points', `0,22 ${line} 100,22`);
      if (bare()) this.drawBare(frame);
      else this.wantPicture(frame);
    }
    say(this.rejected, camera.rejected > 0 ? `${camera.rejected} refused` : '');
    this.rejected.hidden = camera.rejected === 0;
  }

  say(text) {
    this.said.hidden = text === '';
    say(this.said, text);
  }

  /** The map of the latest frame, alone. */
  drawBare(frame) {
    this.pictured = null;
    this.picture.hidden = true;
    this.say('');
    drawMap(this.map, frame, settings.scale);
    put(this.map, layout(1, 1, 4, 3).picture);
  }

  /** A map belongs to its own frame's picture: both change together. */
  wantPicture(frame) {
    const now = performance.now();
    if (this.pictured) drawMap(this.map, this.pictured, settings.scale); // the scale may have changed
    if (this.loading || frame.frameId === this.pictured?.frameId || now - this.picturedAt < this.patience()) return;
    this.loading = true;
    this.picturedAt = now;
    load(frame.source, Math.ceil(280 * Math.min(devicePixelRatio, 2))).then(picture => {
      this.loading = false;
      if (bare()) return;
      drawMap(this.map, frame, settings.scale);
      this.pictured = frame;
      if (!picture) {
        this.picture.hidden = true;
        put(this.map, layout(1, 1, 4, 3).picture);
        return;
      }
      this.bytes = picture.full.bytes;
      show(this.picture, picture);
      picture.bitmap.close();
      this.picture.hidden = false;
      this.say('');
      const where = layout(picture.full.width, picture.full.height, 4, 3);
      put(this.picture, where.picture);
      put(this.map, where.square);
    });
  }

  /** Milliseconds between pictures: longer with many in view, and where they are large. */
  patience() {
    return Math.max(800, visible() * 50, (this.bytes ?? 0) / 250);
  }

  /** What changes by the clock alone. */
  tick() {
    const camera = this.camera;
    if (!camera || !this.visible) return;
    const now = state(camera);
    const since = age(live.now() - camera.lastAt);
    say(this.age, since);
    say(this.chip, now === 'LIVE' ? 'LIVE' : `${now} · ${since}`);
    this.chip.className = `chip ${now.toLowerCase()}`;
    this.button.classList.toggle('offline', now === 'OFFLINE');
    const best = camera.latest?.top[0];
    const spoken = `${this.id}, ${now.toLowerCase()}, ${best ? short(best.name) : 'no label'}`;
    if (this.button.getAttribute('aria-label') !== spoken) this.button.setAttribute('aria-label', spoken);
  }
}

const visible = () => [...tiles.values()].filter(tile => tile.visible).length;

/** Depths on the scale 1 to `layers`. */
function points(depths, layers) {
  const step = 100 / Math.max(depths.length - 1, 1);
  return depths.map((depth, i) => `${(i * step).toFixed(1)},${(21 - (20 * (depth - 1)) / Math.max(layers - 1, 1)).toFixed(1)}`).join(' ');
}

/** Puts up the tiles that belong on this page of the wall. */
export function arrange() {
  const names = [...live.cameras.keys()].filter(id => id.toLowerCase().includes(filter)).sort(byName);
  const pages = Math.max(1, Math.ceil(names.length / PAGE));
  page = Math.min(page, pages - 1);
  const shown = names.slice(page * PAGE, (page + 1) * PAGE);
  for (const [id, tile] of tiles) {
    if (!shown.includes(id)) {
      seen.unobserve(tile.button);
      tile.item.remove();
      tiles.delete(id);
    }
  }
  shown.forEach((id, i) => {
    if (!tiles.has(id)) tiles.set(id, new Tile(id));
    const item = tiles.get(id).item;
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
  });
  list.style.setProperty('--tile', shown.length > 24 ? '215px' : shown.length > 6 ? '250px' : '340px');
  const empty = document.getElementById('empty');
  empty.hidden = shown.length > 0;
  say(empty, filter ? `No camera's name contains “${filter}”.` : 'No camera has been seen yet. Labels appear here as they are committed.');
  document.getElementById('pager').hidden = pages === 1;
  say(document.getElementById('page'), `${page + 1} of ${pages}`);
  document.getElementById('previous').disabled = page === 0;
  document.getElementById('next').disabled = page === pages - 1;
  say(document.getElementById('count'), live.cameras.size > 0 ? String(live.cameras.size) : '');
  focusOn(tiles.get(focused) ?? tiles.get(shown[0]));
}

export function drawTiles(ids) {
  for (const id of ids) tiles.get(id)?.draw();
}

export const drawAll = () => drawTiles([...tiles.keys()]);
export const tick = () => tiles.forEach(tile => tile.tick());

/** One tile at a time is in the tab order. */
function focusOn(tile) {
  if (!tile) return;
  const before = tiles.get(focused);
  if (before && before !== tile) before.button.tabIndex = -1;
  focused = tile.id;
  tile.button.tabIndex = 0;
}

export function focusTile(id = focused) {
  tiles.get(id)?.button.focus();
}

export function move(key) {
  const buttons = [...list.querySelectorAll('.tile')];
  const at = buttons.indexOf(document.activeElement);
  if (at < 0) {
    focusTile();
    return;
  }
  const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)].focus();
}

export function search(text) {
  filter = text.trim().toLowerCase();
  page = 0;
  arrange();
}

export function turn(pages) {
  page += pages;
  arrange();
}
