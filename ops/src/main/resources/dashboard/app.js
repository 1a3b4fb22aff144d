// Ties the parts together: addresses, keys, controls, and when to draw.

import { colour, css, SCALES } from './depth.js';
import * as detail from './detail.js';
import { clock, percent, say } from './format.js';
import { connect, freeze, live, missing, onNews } from './live.js';
import * as savings from './savings.js';
import { change, onChange, settings } from './settings.js';
import * as wall from './wall.js';

const $ = id => document.getElementById(id);
let view = 'wall';

// The token has become a cookie; it need not stand in the address, or in the history.
if (new URLSearchParams(location.search).has('token')) history.replaceState(null, '', location.pathname + location.hash);

function route() {
  const [, kind = '', first = '', second = ''] = location.hash.split('/');
  const before = view;
  view = kind === 'camera' || kind === 'frame' ? 'detail' : kind === 'savings' ? 'savings' : 'wall';
  $('wall-view').hidden = view !== 'wall';
  $('detail-view').hidden = view !== 'detail';
  $('savings-view').hidden = view !== 'savings';
  mark($('tab-wall'), view !== 'savings');
  mark($('tab-savings'), view === 'savings');
  if (view !== 'detail') detail.close();
  if (view !== before) scrollTo(0, 0);
  if (kind === 'camera') detail.openCamera(decoded(first));
  else if (kind === 'frame') detail.openFrame(Number(first), Number(second));
  else if (view === 'savings') savings.open();
  else {
    wall.arrange();
    wall.drawAll();
    if (before !== 'wall') wall.focusTile();
  }
}

// An address may have been typed by hand: '%' alone is none.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function mark(tab, current) {
  if (current) tab.setAttribute('aria-current', 'page');
  else tab.removeAttribute('aria-current');
}

// News are drawn once a painted frame, however many have come; how long that took is measured for whoever wants to know.
const dirty = new Set();
let began = null;
onNews((cameras, at) => {
  cameras.forEach(camera => dirty.add(camera.camera));
  began ??= at;
  if (began === at) requestAnimationFrame(draw);
});

function draw() {
  const from = began;
  began = null;
  head();
  if (view === 'wall') {
    wall.arrange();
    wall.drawTiles(dirty);
  } else if (view === 'detail') {
    detail.refresh();
  }
  dirty.clear();
  const channel = new MessageChannel(); // its message comes once this frame is painted
  channel.port1.onmessage = () => {
    performance.clearMeasures('avit-paint');
    performance.measure('avit-paint', { start: from, end: performance.now() });
  };
  channel.port2.postMessage(null);
}

function head() {
  const header = live.header;
  if (!header) return;
  const several = Object.keys(header.points).length > 1;
  const point = several ? `points ${shares(header.points)}` : `point ${header.operatingPoint}`;
  say($('model'), header.model ? `${header.model} · ${point}` : 'waiting for the first frame');
  say($('fps'), header.framesPerSecond.toFixed(1));
  figure($('batch'), header.batchP50 || null, batch => `${batch}`, 'no batch');
  figure($('flushes'), shares(header.flushReasons.value), text => text, header.flushReasons.value ? 'no batch' : 'not measured', header.flushReasons.note);
  figure($('macs'), header.macsSavedShare, percent, 'no frame');
  const timed = header.denseMillis && header.operatorMillis;
  figure($('time'), timed ? 1 - header.operatorMillis / header.denseMillis : null, share => `${percent(share)} of ${header.denseMillis} ms`, 'not measured', timed
    ? `${header.operatorMillis.toFixed(1)} ms of operator time a frame; the dense model took ${header.denseMillis} ms (--dense-millis)`
    : 'Time saved needs a measured time of the dense model: --dense-millis');
  figure($('lag'), header.lag.value, lag => `${lag} ${lag === 1 ? 'frame' : 'frames'}`, 'unknown', header.lag.note);
}

function figure(node, value, word, otherwise, note = '') {
  const known = value !== null && value !== undefined;
  say(node, known ? word(value) : otherwise);
  node.classList.toggle('unknown', !known);
  if (node.title !== note) node.title = note;
}

function shares(counts) {
  const all = Object.entries(counts ?? {}).filter(([, count]) => count > 0).sort((one, other) => other[1] - one[1]);
  const sum = all.reduce((total, [, count]) => total + count, 0);
  return sum === 0 ? null : all.map(([what, count]) => `${what} ${percent(count / sum)}`).join(' · ');
}

function notice() {
  const header = live.header;
  const lost = missing();
  const text = lost > 0 ? `The server has not answered for more than ${5 * Math.floor(lost / 5000) || 3} s. What you see is old.`
    : live.frozen ? `Frozen at ${clock(live.frozenAt)}. Press F to go on.`
    : header?.trouble ? header.trouble
    : header?.turnedAway > 0 ? `The page is full: it follows ${header.cameras} cameras, others are not shown (--max-cameras).` : '';
  const bad = lost > 0 || Boolean(header?.trouble);
  say($('notice'), text);
  $('notice').hidden = text === '';
  $('notice').classList.toggle('bad', bad);
}

function applySettings() {
  document.documentElement.style.setProperty('--map', settings.opacity / 100);
  $('opacity').value = settings.opacity;
  $('scale').value = settings.scale;
  const hidden = wall.bare();
  document.body.classList.toggle('bare', hidden);
  $('pictures').setAttribute('aria-pressed', String(hidden));
  $('pictures').disabled = Boolean(live.header?.privacy);
  const context = $('legend').getContext('2d');
  for (let x = 0; x < 120; x++) {
    context.fillStyle = css(colour(settings.scale, x / 119));
    context.fillRect(x, 0, 1, 1);
  }
  const layers = [...live.cameras.values()].find(camera => camera.latest)?.latest.layers;
  if (layers) say($('legend-end'), String(layers));
}

function toggleFreeze() {
  freeze(!live.frozen);
  $('freeze').setAttribute('aria-pressed', String(live.frozen));
  say($('freeze'), live.frozen ? 'Go on' : 'Freeze');
  notice();
}

const togglePictures = () => { if (!live.header?.privacy) change({ pictures: !settings.pictures }); };

$('opacity').oninput = event => change({ opacity: Number(event.target.value) });
$('scale').onchange = event => change({ scale: event.target.value });
$('pictures').onclick = togglePictures;
$('freeze').onclick = toggleFreeze;
$('help').onclick = () => $('keys').showModal();
$('filter').oninput = event => wall.search(event.target.value);
$('previous').onclick = () => wall.turn(-1);
$('next').onclick = () => wall.turn(1);
onChange(() => {
  applySettings();
  if (view === 'wall') wall.drawAll();
  else if (view === 'detail') detail.redraw();
  else savings.redraw();
});

const keys = {
  f: toggleFreeze,
  p: togglePictures,
  c: () => change({ scale: SCALES[(SCALES.indexOf(settings.scale) + 1) % SCALES.length] }),
  '/': () => { location.hash = '#/'; $('filter').focus(); },
  '?': () => $('keys').showModal(),
  '[': () => detail.scrubBy(-1),
  ']': () => detail.scrubBy(1),
  ',': () => detail.step(1),
  '.': () => detail.step(-1),
};

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || $('keys').open) return;
  if (event.key === 'Escape') {
    if (view !== 'wall') location.hash = '#/';
    else if (document.activeElement === $('filter')) wall.focusTile();
    return;
  }
  const typing = event.target.matches('input[type=search], select');
  if (typing) return;
  if (event.key.startsWith('Arrow')) {
    if (view === 'wall' && !event.target.matches('input')) {
      event.preventDefault();
      wall.move(event.key);
    }
    return;
  }
  const action = keys[event.key.toLowerCase()];
  if (action && (view === 'detail' || !'[],.'.includes(event.key))) {
    event.preventDefault();
    action();
  }
});

addEventListener('hashchange', route);
setInterval(() => {
  notice();
  if (live.frozen) return;
  if (view === 'wall') wall.tick();
  else if (view === 'detail') detail.tick();
}, 1000);

applySettings();
route();
connect();
let told = false;
onNews(() => {
  if (!told) {
    told = true;
    applySettings(); // the server's privacy and the model's depth are known now
    if (view === 'detail') detail.redraw();
  }
});
