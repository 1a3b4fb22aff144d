// What was saved, by camera and time, out of the halting summaries.

import { colour, css, ink } from './depth.js';
import { element, moment, percent, say } from './format.js';
import { settings } from './settings.js';

const view = document.getElementById('savings-view');
let span = 'hour';
let report = null;
let asked = 0;

export function open() {
  build();
  ask();
}

async function ask() {
  const mine = ++asked;
  say(view.querySelector('#savings-state'), 'Reading the summaries …');
  const answer = await fetch(`/api/savings?span=${span}`);
  if (mine !== asked) return;
  if (!answer.ok) {
    say(view.querySelector('#savings-state'), await answer.text());
    return;
  }
  report = await answer.json();
  draw();
}

function build() {
  const choice = (value, text) => {
    const button = element('button', { type: 'button', textContent: text });
    button.setAttribute('aria-pressed', String(span === value));
    button.onclick = () => { span = value; report = null; build(); ask(); };
    return button;
  };
  view.replaceChildren(
    element('div', { className: 'head' }, element('h2', { id: 'savings-name', textContent: 'What halting saved', tabIndex: -1 }),
      choice('hour', 'Last hour'), choice('day', 'Last day'),
      element('button', { type: 'button', textContent: 'Read again', onclick: () => ask() }),
      element('span', { id: 'savings-state', className: 'quiet', role: 'status' })),
    element('div', { id: 'savings-body', className: 'stack' }));
}

export const redraw = () => { if (report) draw(); };

function draw() {
  const body = view.querySelector('#savings-body');
  say(view.querySelector('#savings-state'), report.complete ? `until ${moment(Date.parse(report.to)).slice(0, 16)} UTC` : 'Not everything could be read in time: these figures are of a part.');
  if (report.overall.frames === 0) {
    body.replaceChildren(element('p', { className: 'empty', textContent: 'No window has been summarised in this span yet; the first one is some seconds after the first frame.' }));
    return;
  }
  body.replaceChildren(pane('By camera', table()), pane(`MACs saved, in %, by ${report.bucketSeconds / 60} minutes`, heat()), pane('Scenes that changed', alarms()));
}

const pane = (title, content) => element('section', { className: 'pane' }, element('h3', { textContent: title }), content);

function table() {
  const heads = ['Camera', 'Classified', 'Refused', 'Skipped', 'Mean depth', 'MACs saved', 'TMACs for 1000 frames', 'Dense'];
  const cells = line => [line.camera === '*' ? 'All' : line.camera, line.classified.toLocaleString('en'), line.rejected.toLocaleString('en'), line.skipped.toLocaleString('en'),
    line.meanDepth.toFixed(2), `${(100 * line.macsSavedShare).toFixed(1)} %`, line.teraMacsPerThousandFrames.toFixed(3), line.denseTeraMacsPerThousandFrames.toFixed(3)];
  const row = line => element('tr', {}, ...cells(line).map(text => element('td', { textContent: text })));
  return element('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'By camera' }, element('table', { className: 'grid' },
    element('thead', {}, element('tr', {}, ...heads.map(text => element('th', { scope: 'col', textContent: text })))),
    element('tbody', {}, ...report.cameras.map(row)),
    element('tfoot', {}, row(report.overall))));
}

function heat() {
  const starts = report.overall.buckets.map(bucket => bucket.start);
  const drifted = new Set(report.driftAlarms.map(alarm => `${alarm.camera} ${alarm.bucket}`));
  const head = element('tr', {}, element('td', { className: 'corner' }), ...starts.map((start, i) => element('th', { scope: 'col', textContent: i % 2 === 0 ? start.slice(11, 16) : '', title: start })));
  const row = line => {
    const buckets = new Map(line.buckets.map(bucket => [bucket.start, bucket]));
    return element('tr', {}, element('th', { scope: 'row', textContent: line.camera === '*' ? 'All' : line.camera }), ...starts.map(start => {
      const bucket = buckets.get(start);
      if (!bucket || bucket.classified === 0) return element('td', { textContent: '·', title: 'no frame' });
      const shade = colour(settings.scale, bucket.macsSavedShare);
      const cell = element('td', { textContent: Math.round(100 * bucket.macsSavedShare), title: `${line.camera}, ${start}: ${percent(bucket.macsSavedShare)} saved over ${bucket.classified} frames, mean depth ${bucket.meanDepth.toFixed(2)}` });
      cell.style.background = css(shade);
      cell.style.color = ink(shade);
      if (drifted.has(`${line.camera} ${start}`)) cell.classList.add('drift');
      return cell;
    }));
  };
  return element('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'By camera and time' },
    element('table', { className: 'heat' }, element('tbody', {}, head, ...report.cameras.map(row), row(report.overall))));
}

function alarms() {
  if (report.driftAlarms.length === 0) return element('p', { textContent: 'No camera’s depths have moved.' });
  return element('ul', { className: 'alarms' }, ...report.driftAlarms.map(alarm => element('li', {}, element('strong', { textContent: alarm.camera }),
    ` since ${alarm.bucket.slice(0, 16).replace('T', ' ')} UTC: tokens halt ${alarm.layers.toFixed(2)} layers from where they did (${alarm.usualLayers.toFixed(2)} at most before); mean depth ${alarm.meanDepthNow.toFixed(2)}, was ${alarm.meanDepthBefore.toFixed(2)}`)));
}
