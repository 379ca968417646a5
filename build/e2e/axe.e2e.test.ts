import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scene } from '../screens/scene.ts';
import { allScenes } from '../screens/scenes.ts';
import { openStage } from '../screens/stage.ts';
import { openBrowser } from './support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** WCAG 2.2 at level AA, and of AAA the contrast of text, 7:1, which look.md section 3 promises. */
const rules = [
  ...axe.getRules(tags).flatMap(({ ruleId, tags: of }) => (of.includes('experimental') ? [] : ruleId)),
  'color-contrast-enhanced',
];
const options: RunOptions = { runOnly: { type: 'rule', values: rules }, resultTypes: ['violations'] };

/** Each fault with its rule, the element and what to do; the page's own policy lets no script in but by the debugger. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${axe.source};undefined`);
  const found = await page.evaluate(
    (how) => (globalThis as unknown as { readonly axe: typeof axe }).axe.run(document, how),
    options,
  );
  return (found as AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

test('axe sees a fault where there is one', async () => {
  const page = await browser.newPage();
  await page.setContent(
    '<html lang="id"><title>t</title><p style="color:#666;background:#fff">pudar</p><button></button>',
  );
  const found = (await faults(page)).join('\n');
  expect(found).toContain('color-contrast-enhanced');
  expect(found).toContain('button-name');
  await page.close();
});

const scenes = await allScenes();
const named = (alone: boolean) =>
  scenes.filter((scene) => (scene.alone === true) === alone).map((scene) => [scene.name, scene] as const);

async function lookedAt({ sizes, plan, ...scene }: Scene) {
  const stage = await openStage(browser, sizes[0] ?? [1366, 768], plan);
  try {
    const found = await faults(await scene.arrange(stage));
    return [...found, ...stage.wrong()];
  } finally {
    await stage.close();
  }
}

test.for(named(true))('%s has no fault of WCAG 2.2 AA, and text of 7:1', async ([, scene]) => {
  expect(await lookedAt(scene)).toEqual([]);
});
test.concurrent.for(named(false))('%s has no fault of WCAG 2.2 AA, and text of 7:1', async ([, scene]) => {
  expect(await lookedAt(scene)).toEqual([]);
});
