// What both scripts share: a browser, and an eye on what goes wrong in it.

import { chromium } from 'playwright-core';

export async function openBrowser(executablePath) {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** A page that notes console errors, failures and requests to other hosts in `troubles`. */
export async function watchedPage(browser, base, troubles, options) {
  const page = await browser.newPage(options);
  page.on('console', message => { if (message.type() === 'error') troubles.push(`console: ${message.text()}`); });
  page.on('pageerror', error => troubles.push(`page: ${error.stack}`));
  page.on('request', request => {
    const url = new URL(request.url());
    if (url.protocol !== 'blob:' && url.host !== new URL(base).host) troubles.push(`request to ${request.url()}`);
  });
  return page;
}
