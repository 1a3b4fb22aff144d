// node look.js CHROMIUM URL FOLDER: uses the page of a running demo, and fails with a sentence where it does not work.
// The demo has the cameras camera-1 … and one named gate-7 that has fallen silent.

import assert from 'node:assert/strict';
import { openBrowser, watchedPage } from './browser.js';

const [executable, base, folder] = process.argv.slice(2);
const troubles = [];
const browser = await openBrowser(executable);
const page = await watchedPage(browser, base, troubles, { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
const pictures = [];
page.on('request', request => { if (request.url().includes('/picture')) pictures.push(request.url()); });
const shoot = name => page.screenshot({ path: `${folder}/${name}.png` });
const tile = name => page.locator(`.tile[data-camera="${name}"]`);
const text = selector => page.locator(selector).innerText();
const pixels = selector => page.locator(selector).evaluate(canvas => canvas.toDataURL());
const changes = async (what, read, within = 15000) => {
  const before = await read();
  const end = Date.now() + within;
  while (Date.now() < end) {
    if ((await read()) !== before) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`${what} did not change within ${within} ms; it is still ${String(before).slice(0, 200)}`);
};

await page.goto(base);

// Given a wall, tiles show picture, map and label, and they change.
await tile('camera-2').waitFor();
await page.waitForFunction(() => document.querySelector('[data-camera="camera-1"] .picture').width > 100, null, { timeout: 20000 });
assert.equal(await tile('camera-1').locator('.map').evaluate(canvas => `${canvas.width}x${canvas.height}`), '14x14');
assert.match(await tile('camera-1').locator('.label').innerText(), /\w/);
assert.match(await tile('camera-1').innerText(), /depth \d+\.\d \/ 12\n[\s\S]*\d+ % saved/);
assert.match(await tile('camera-1').locator('.chip').innerText(), /^LIVE/);
await changes('the sparkline', () => tile('camera-1').locator('polyline').getAttribute('points'));
await changes('the picture', () => pixels('[data-camera="camera-1"] .picture'));
await changes('the map', () => pixels('[data-camera="camera-1"] .map'));
assert.match(await text('#macs'), /^\d+ %$/);
assert.equal(await text('#time'), 'not measured');
await page.waitForFunction(() => /frames?$/.test(document.getElementById('lag').innerText), null, { timeout: 15000 });
await page.waitForFunction(() => /%/.test(document.getElementById('flushes').innerText), null, { timeout: 15000 });
await shoot('wall');

// The opacity of maps follows the slider.
await page.locator('#opacity').fill('20');
assert.equal(await tile('camera-1').locator('.map').evaluate(canvas => getComputedStyle(canvas).opacity), '0.2');
await page.locator('#opacity').fill('55');

// From tile to tile, into one and back, without a mouse.
await tile('camera-1').focus();
await page.keyboard.press('ArrowRight');
assert.equal(await page.evaluate(() => document.activeElement.dataset.camera), 'camera-2');
await page.keyboard.press('Enter');
await page.waitForURL(/#\/camera\/camera-2$/);
await page.locator('.guess').first().waitFor();
assert.equal(await page.evaluate(() => document.activeElement.id), 'detail-name');

// The scrubber changes picture and map, and says what it shows.
await page.keyboard.press('f');
assert.match(await text('#notice'), /^Frozen at/);
const frozen = await text('#detail-view .table');
const whole = await pixels('.panes .pane:nth-child(2) .map');
for (let k = 0; k < 6; k++) await page.keyboard.press('[');
assert.match(await text('output'), /^after block 6, \d+ of 196 patches are still alive$/);
assert.notEqual(await pixels('.panes .pane:nth-child(2) .map'), whole);
const alive = Number((await text('output')).match(/(\d+) of/)[1]);
const tokens = (await page.locator('.chart').first().getAttribute('aria-label')).match(/: ([\d, ]+) of/)[1].split(', ').map(Number);
assert.ok(Math.abs(tokens[6] - alive) <= 1, `${alive} patches alive after block 6, but layer 7 computed ${tokens[6]} tokens`);
await page.locator('#scrub').fill('0');
assert.match(await text('output'), /^before block 1, all 196/);
await page.locator('#scrub').fill('12');
assert.match(await text('output'), /^at the end, every patch has halted/);
assert.equal(await pixels('.panes .pane:nth-child(2) .map'), whole);
await page.waitForTimeout(2500);
assert.equal(await text('#detail-view .table'), frozen, 'frozen, but the frame has changed');
await shoot('detail');
await page.keyboard.press('f');
await changes('the frame, after going on', () => text('#detail-view .table'));

// An older frame is held until the viewer goes on.
await page.keyboard.press(',');
const held = await text('#detail-view .table');
await page.waitForTimeout(2500);
assert.equal(await text('#detail-view .table'), held);
const [, partition, offset] = held.match(/frame-labels-(\d+)@(\d+)/);
assert.match(await text('.command code'), /^\.\/avit inspect frames --at \d+@\d+ --bootstrap/);

// Its address brings it back, in another window.
const other = await watchedPage(browser, base, troubles, { viewport: { width: 1280, height: 900 } });
await other.goto(`${base}#/frame/${partition}/${offset}`);
await other.waitForFunction(() => document.querySelector('#detail-view .table')?.innerText.includes('frame-labels'), null, { timeout: 15000 });
assert.equal(await other.locator('#detail-view .table').innerText(), held);
await other.close();

// Escape leads back to the tile; pictures can be kept from view.
await page.keyboard.press('Escape');
await page.waitForURL(/#\/$/);
assert.equal(await page.evaluate(() => document.activeElement.classList.contains('tile')), true);
await page.keyboard.press('p');
await page.waitForTimeout(1500);
const asked = pictures.length;
await page.waitForTimeout(2500);
assert.equal(pictures.length, asked, 'pictures are hidden, yet they are asked for');
assert.equal(await tile('camera-1').locator('.picture').isVisible(), false);
await changes('the map without picture', () => pixels('[data-camera="camera-1"] .map'));
await shoot('private');
await page.keyboard.press('p');

// A silent camera says so in words.
await tile('gate-7').locator('.chip', { hasText: /^OFFLINE · / }).waitFor({ timeout: 60000 });
assert.match(await tile('gate-7').getAttribute('aria-label'), /offline/);
await page.keyboard.press('/');
await page.keyboard.type('gate');
assert.equal(await page.locator('.tile').count(), 1);
await page.locator('#filter').fill('');

// Savings, by camera.
await page.keyboard.press('Escape');
await page.locator('#tab-savings').click();
await page.locator('.grid tfoot').waitFor({ timeout: 30000 });
assert.match(await text('.grid tfoot'), /All\s+\d+[\s\S]*%/);
await shoot('savings');

// Everything that can be worked has a name, and all text stands out from its ground, by day and by night.
for (const colorScheme of ['light', 'dark']) {
  await page.emulateMedia({ colorScheme });
  for (const address of ['#/', '#/camera/camera-1', '#/savings']) {
    await page.goto(base + address);
    await page.waitForTimeout(1500);
    assert.deepEqual(await page.evaluate(nameless), [], `without a name, ${address}`);
    assert.deepEqual(await page.evaluate(faint), [], `too faint, ${colorScheme} ${address}`);
    await shoot(`${colorScheme}-${address.replace(/\W+/g, '') || 'wall'}`);
  }
}
await page.setViewportSize({ width: 390, height: 844 });
await page.goto(`${base}#/`);
await page.waitForTimeout(1500);
assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'the page is wider than a phone');
await shoot('phone');

assert.deepEqual(troubles, []);
await browser.close();
console.log(JSON.stringify({ ok: true }));

function nameless() {
  return [...document.querySelectorAll('button, input, select, a, canvas[role=img], meter')]
    .filter(node => node.checkVisibility())
    .filter(node => !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length || node.title))
    .map(node => node.outerHTML.slice(0, 120));
}

/** Text with less contrast than WCAG AA asks for, 4.5 to 1. */
function faint() {
  const channels = colour => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')]
    .filter(node => node.checkVisibility() && !node.disabled && !node.closest('.hidden, .skip, dialog:not([open])'))
    .filter(node => [...node.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.textContent.trim()))
    .map(node => {
      const style = getComputedStyle(node);
      const one = luminance(channels(node instanceof SVGElement ? style.fill : style.color));
      const other = luminance(ground(node));
      return [(Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), node];
    })
    .filter(([contrast]) => contrast < 4.5)
    .map(([contrast, node]) => `${contrast.toFixed(2)} ${node.outerHTML.slice(0, 100)}`);
}
