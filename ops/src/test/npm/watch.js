// node watch.js CHROMIUM URL SECONDS: looks at the wall for a while and prints how long news took to be painted, in
// milliseconds, as JSON.

import { openBrowser, watchedPage } from './browser.js';

const [executable, base, seconds, picture] = process.argv.slice(2);
const troubles = [];
const browser = await openBrowser(executable);
const page = await watchedPage(browser, base, troubles, { viewport: { width: 1600, height: 1000 } });
await page.addInitScript(() => {
  globalThis.paints = [];
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (entry.name === 'avit-paint') globalThis.paints.push(entry.duration);
  })).observe({ entryTypes: ['measure'] });
});
await page.goto(base);
await page.waitForTimeout(1000 * seconds);
const millis = await page.evaluate(() => globalThis.paints);
const tiles = await page.locator('.tile').count();
const pictures = await page.evaluate(() => [...document.querySelectorAll('.picture')].filter(canvas => canvas.width > 100).length);
const framesPerSecond = Number(await page.locator('#fps').innerText());
if (picture) await page.screenshot({ path: picture });
await browser.close();
console.log(JSON.stringify({ millis, tiles, framesPerSecond, pictures, troubles }));
