// One camera, or one frame for good: picture beside map, block by block, and where it all stands in Kafka.

import { alive, colours, drawMap, drawPatches, layout, put } from './depth.js';
import { depthChart, tokensChart } from './charts.js';
import { age, clock, element, giga, millis, moment, percent, place, say, short } from './format.js';
import { live, state } from './live.js';
import { load, show } from './pictures.js';
import { settings } from './settings.js';
import { bare } from './wall.js';

const view = document.getElementById('detail-view');
let parts = null;
let id = null; // the camera followed; null for a single frame
let frames = []; // newest first
let frame = null;
let chosen = null; // the frame the viewer picked out, by id; null to follow the newest
let block = null; // null for the end: every depth is known
let pictured = null;
let asked = 0;
let opened = 0; // counts what was gone to

export const openCamera = name => open(name, () => refresh());

export function openFrame(partition, offset) {
  open(null, async () => {
    const mine = opened;
    const answer = await fetch(`/api/label?partition=${partition}&offset=${offset}`);
    const told = answer.ok ? await answer.json() : await answer.text();
    if (mine !== opened) return; // the viewer has gone on
    if (!answer.ok) {
      say(parts.said, told);
      return;
    }
    frames = [told];
    take(frames[0]);
  });
}

function open(name, fill) {
  opened++;
  id = name;
  frames = [];
  frame = null;
  chosen = null;
  block = null;
  pictured = null;
  build();
  fill();
  parts.name.focus();
}

export const close = () => { opened++; id = null; frame = null; };

function build() {
  parts = {
    name: element('h2', { id: 'detail-name', tabIndex: -1, textContent: id ?? 'One frame' }),
    chip: element('span', { className: 'chip' }),
    age: element('span', { className: 'quiet' }),
    follow: element('button', { type: 'button', textContent: 'Follow the newest', hidden: true, onclick: () => choose(null) }),
    link: element('button', { type: 'button', textContent: 'Copy link to this frame' }),
    picture: element('canvas', { className: 'picture' }),
    dim: element('canvas', { className: 'map' }),
    said: element('span', { className: 'said', textContent: 'Loading …' }),
    map: element('canvas', { className: 'map', role: 'img' }),
    scrub: element('input', { type: 'range', min: 0, max: 12, value: 12, id: 'scrub' }),
    out: element('output', { htmlFor: 'scrub' }),
    ticks: element('div', { className: 'ticks', 'aria-hidden': 'true' }),
    guesses: element('div', { className: 'guesses' }),
    tokens: element('div'),
    depths: element('div'),
    facts: element('dl', { className: 'table' }),
    commands: element('div'),
    frames: element('div', { className: 'frames', role: 'group', 'aria-label': 'Recent frames, newest first' }),
  };
  const pane = (title, ...content) => element('section', { className: 'pane' }, element('h3', { textContent: title }), ...content);
  const guesses = pane('Labels', parts.guesses, element('h3', { className: 'later', textContent: 'This frame' }), parts.facts);
  guesses.classList.add('said-pane');
  view.replaceChildren(
    element('div', { className: 'head' }, element('a', { href: '#/', textContent: '← All cameras' }), parts.name, parts.chip, parts.age,
      element('span', { className: 'grow' }), parts.follow, parts.link),
    element('div', { className: 'panes' },
      pane('What the camera saw; the model looks at the square', element('div', { className: 'big' }, parts.picture, parts.dim, parts.said)),
      pane('Layer at which each patch halted', element('div', { className: 'big' }, parts.map)),
      guesses,
      element('section', { className: 'pane scrub' }, element('label', { htmlFor: 'scrub', textContent: 'Block by block: ' }, parts.out), parts.scrub, parts.ticks)),
    element('div', { className: 'charts' },
      pane('Tokens computed in each layer, class token included', parts.tokens),
      pane('Patches by the layer at which they halted', parts.depths)),
    element('section', { className: 'pane below', hidden: !id }, element('h3', { textContent: 'Recent frames, newest first' }), parts.frames),
    element('section', { className: 'pane below' }, element('h3', { textContent: 'Look again, from a shell' }), parts.commands));
  parts.scrub.oninput = () => scrubTo(Number(parts.scrub.value));
  parts.link.onclick = () => copy(parts.link, `${location.origin}/#/frame/${frame.label.partition}/${frame.label.offset}`);
}

/** Asks for the camera's frames, at most once a second. */
export async function refresh() {
  if (!id || live.frozen && frame || performance.now() - asked < 900 && frame) return;
  asked = performance.now();
  const wanted = id;
  const answer = await fetch(`/api/camera?id=${encodeURIComponent(wanted)}`);
  if (wanted !== id || live.frozen && frame) return;
  if (!answer.ok) {
    say(parts.said, await answer.text());
    return;
  }
  const detail = await answer.json();
  frames = detail.frames;
  if (frames.length === 0) say(parts.said, 'Every frame of this camera was refused; avit dead-letters list tells why.');
  const kept = chosen && frames.find(each => each.frameId === chosen);
  if (!chosen && frames[0]) take(frames[0]);
  else if (kept) strip();
}

function choose(frameId) {
  chosen = frameId;
  parts.follow.hidden = frameId === null;
  const wanted = frameId ? frames.find(each => each.frameId === frameId) : frames[0];
  if (wanted) take(wanted);
}

/** Older by one, newer by minus one. */
export function step(by) {
  const at = frames.findIndex(each => each.frameId === frame?.frameId);
  const next = frames[Math.min(Math.max(at + by, 0), frames.length - 1)];
  if (next && id) choose(next.frameId);
}

export function scrubBy(by) {
  if (frame) scrubTo(Math.min(Math.max((block ?? frame.layers) + by, 0), frame.layers));
}

function scrubTo(k) {
  block = k >= frame.layers ? null : k;
  parts.scrub.value = k;
  drawMaps();
}

function take(next) {
  frame = next;
  say(parts.name, frame.camera);
  parts.scrub.max = frame.layers;
  parts.scrub.value = block ?? frame.layers;
  if (parts.ticks.childElementCount !== frame.layers + 1) {
    parts.ticks.replaceChildren(...Array.from({ length: frame.layers + 1 }, (_, k) => element('span', { textContent: k })));
  }
  drawMaps();
  drawWords();
  strip();
  tick();
  wantPicture();
}

export function redraw() {
  if (!frame) return;
  drawMaps();
  drawWords();
  strip();
  wantPicture();
}

function drawMaps() {
  const k = block ?? frame.layers;
  const left = alive(frame, k);
  const patches = frame.rows * frame.columns;
  const words = block === null
    ? `at the end, every patch has halted${frame.complete ? '' : '; the class token did so early, depths are lower bounds'}`
    : k === 0 ? `before block 1, all ${patches} patches are alive` : `after block ${k}, ${left} of ${patches} patches are still alive`;
  say(parts.out, words);
  parts.scrub.setAttribute('aria-valuetext', words);
  parts.map.setAttribute('aria-label', `Halting map: ${words}; mean depth ${frame.meanDepth.toFixed(1)} of ${frame.layers}`);
  const table = colours(settings.scale, frame.layers);
  drawPatches(parts.map, frame, depth => (depth > k ? [128, 128, 128, 40] : [...table[Math.min(depth, frame.layers)], 255]));
  put(parts.map, layout(1, 1, 4, 3).picture);
  drawPatches(parts.dim, frame, block === null ? depth => [...table[Math.min(depth, frame.layers)], 2.55 * settings.opacity]
    : depth => (depth > k ? [0, 0, 0, 0] : [10, 12, 16, 215]));
}

async function wantPicture() {
  parts.picture.hidden = bare();
  if (bare()) {
    pictured = null;
    put(parts.dim, layout(1, 1, 4, 3).picture);
    parts.dim.hidden = true;
    say(parts.said, live.header?.privacy ? 'Pictures do not leave this server (--privacy).' : 'Pictures are hidden.');
    parts.said.hidden = false;
    return;
  }
  parts.dim.hidden = false;
  if (pictured === frame.frameId) return;
  const wanted = frame;
  const picture = await load(wanted.source, 900);
  if (frame?.frameId !== wanted.frameId || bare()) return;
  parts.said.hidden = Boolean(picture);
  pictured = wanted.frameId;
  if (!picture) {
    parts.picture.hidden = true;
    say(parts.said, 'The picture is kept no longer.');
    return;
  }
  show(parts.picture, picture);
  picture.bitmap.close();
  const where = layout(picture.full.width, picture.full.height, 4, 3);
  put(parts.picture, where.picture);
  put(parts.dim, where.square);
}

function drawWords() {
  parts.guesses.replaceChildren(...frame.top.map(guess => element('div', { className: 'guess' },
    element('span', { textContent: short(guess.name), title: `${guess.name} (${guess.id})` }),
    element('span', { className: 'quiet', textContent: `${(100 * guess.probability).toFixed(1)} %` }),
    element('meter', { min: 0, max: 1, value: guess.probability, 'aria-label': short(guess.name) }))));
  parts.tokens.replaceChildren(tokensChart(frame));
  parts.depths.replaceChildren(depthChart(frame, settings.scale));
  const facts = [
    ['Frame', `${frame.frameId} · number ${frame.sequence}`],
    ['Captured', moment(frame.capturedAt)],
    ['Frame is at', place(frame.source)],
    ['Label is at', place(frame.label)],
    ['Depth', `mean ${frame.meanDepth.toFixed(2)} of ${frame.layers}, class token ${frame.classToken}`],
    ['MACs', `${giga(frame.macsExecuted)} of ${giga(frame.macsDense)} dense, ${percent(1 - frame.macsExecuted / frame.macsDense)} saved`],
    ['Time', `decode ${millis(frame.decodeMicros)}, queue ${millis(frame.queueMicros)}, operator ${millis(frame.inferenceMicros)} for a batch of ${frame.batchSize}`],
    ['Model', `${frame.model}, point ${frame.operatingPoint}`],
  ];
  parts.facts.replaceChildren(...facts.flatMap(([name, value]) => [element('dt', { textContent: name }), element('dd', { textContent: value })]));
  parts.commands.replaceChildren(...(live.header?.commands ?? []).map(template => {
    const command = template.replaceAll('{partition}', frame.source.partition).replaceAll('{offset}', frame.source.offset).replaceAll('{next}', frame.source.offset + 1);
    const button = element('button', { type: 'button', textContent: 'Copy' });
    button.onclick = () => copy(button, command);
    return element('div', { className: 'command' }, element('code', { textContent: command, tabIndex: 0 }), button);
  }));
}

function strip() {
  if (!id) return;
  const shown = frames.slice(0, 24);
  while (parts.frames.childElementCount > shown.length) parts.frames.lastChild.remove();
  shown.forEach((each, i) => {
    let button = parts.frames.children[i];
    if (!button) {
      button = element('button', { type: 'button' }, element('canvas'), element('span'));
      parts.frames.append(button);
    }
    button.onclick = () => choose(each.frameId);
    if (each.frameId === frame?.frameId) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
    const key = `${each.frameId} ${settings.scale}`;
    if (button.dataset.key === key) return;
    button.dataset.key = key;
    button.title = `${each.top[0] ? short(each.top[0].name) : ''} at ${clock(each.capturedAt)}`;
    button.setAttribute('aria-label', `Frame ${each.sequence}, ${button.title}, depth ${each.meanDepth.toFixed(1)}`);
    drawMap(button.firstChild, each, settings.scale);
    say(button.lastChild, each.meanDepth.toFixed(1));
  });
}

export function tick() {
  const camera = frame && live.cameras.get(frame.camera);
  parts && (parts.chip.hidden = !camera || !id);
  if (!frame) return;
  say(parts.age, id ? `this frame: ${age(live.now() - frame.seenAt)}` : 'kept for good under this address, as long as Kafka keeps it');
  if (!camera || !id) return;
  say(parts.chip, state(camera));
  parts.chip.className = `chip ${state(camera).toLowerCase()}`;
}

async function copy(button, text) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    prompt('Copy this:', text);
  }
  setTimeout(() => { button.textContent = before; }, 1500);
}
