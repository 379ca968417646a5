import type { Browser, Page } from 'playwright-core';
import { displayPass } from './office.ts';

/** The TV of the passport hall as one of the bench's displays. */
export async function openTv(browser: Browser, url: string, display: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_920, height: 1_080 } });
  const page = await context.newPage();
  await page.addInitScript((token) => localStorage.setItem('antrean.token.display', token), displayPass(display).token);
  await page.goto(`${url}/display/?zone=paspor`);
  await page.locator('.board').waitFor();
  return page;
}
