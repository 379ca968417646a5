import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Chromium as the launcher found it, with nothing of its own on the network; a TV may speak untouched, as its player lets it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
  const plain = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--autoplay-policy=no-user-gesture-required'];
  return chromium.launch({ executablePath, args: [...plain, ...quiet] });
}

/** A page of one screen; what goes wrong inside it is an error of the test. */
export async function openScreen(browser: Browser, url: string, [width, height]: readonly [number, number]) {
  const page: Page = await browser.newPage({ viewport: { width, height } });
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(url);
  return { page, fine: () => expect(wrong).toEqual([]) };
}
