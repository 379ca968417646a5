import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { withPalette } from './palette.ts';
import type { Scene, Size } from './scene.ts';
import { allScenes } from './scenes.ts';
import { writeSlipPictures } from './slips.ts';
import { openStage } from './stage.ts';

const folder = join(import.meta.dirname, '../../docs/screens');
/** A second of the hub, so that everything that is drawn by the second is drawn. */
const settleMs = 1_300;
const resizeMs = 250;

const asked = process.argv.slice(2);
const all = await allScenes();
const scenes = all.filter(({ name, page }) => asked.length === 0 || asked.includes(name) || asked.includes(page));
const strange = asked.filter(
  (word) => word !== 'slips' && !all.some(({ name, page }) => word === name || word === page),
);
if (strange.length > 0) {
  process.stderr.write(
    `There is no scene ${strange.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}

const shots = (scene: Scene) =>
  scene.sizes.flatMap((size) =>
    [undefined, ...(size === scene.sizes[0] ? (scene.themes ?? []) : [])].map((theme) => ({ size, theme })),
  );
const fileOf = ({ name }: Scene, [width, height]: Size, theme: string | undefined) =>
  `${name}-${width}x${height}${theme === undefined ? '' : `-${theme}`}.png`;

const isSlip = (file: string) => /^slip-.*\.png$/.test(file);
const picture = (file: string) => `<a href="${file}"><img src="${file}" alt="${file.slice(0, -4)}" height="240"></a>`;

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
let failed = 0;
try {
  for (const scene of scenes) {
    try {
      await shoot(scene);
      process.stdout.write(`${scene.name}\n`);
    } catch (error) {
      failed++;
      process.stderr.write(`${scene.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (asked.length === 0 || asked.includes('slips')) await writeSlipPictures(browser, folder);
} finally {
  await browser.close();
}
if (failed === 0) writeIndex();
process.exitCode = failed === 0 ? 0 : 1;

async function shoot(scene: Scene): Promise<void> {
  const stage = await openStage(browser, scene.sizes[0] ?? [1366, 768], scene.plan);
  try {
    const page = await scene.arrange(stage);
    await page.evaluate(() => document.fonts.ready.then(() => {}));
    await page.waitForTimeout(settleMs);
    for (const { size, theme } of shots(scene)) {
      const [width, height] = size;
      const own = await themed(page, theme);
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(resizeMs);
      const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      writeFileSync(join(folder, fileOf(scene, size, theme)), withPalette(png));
      await themed(page, own);
    }
    const [wrong] = stage.wrong();
    if (wrong !== undefined) throw new Error(`its page failed: ${wrong}`);
  } finally {
    await stage.close();
  }
}

/** Dresses the page in a theme; answers with the one it had. */
function themed(page: Page, theme: string | undefined): Promise<string | undefined> {
  return page.evaluate((wanted) => {
    const { dataset } = document.documentElement;
    const had = dataset['theme'];
    if (wanted !== undefined) dataset['theme'] = wanted;
    return had;
  }, theme);
}

/** docs/screens/README.md: every picture by its page; pictures of scenes that are no more go. */
function writeIndex(): void {
  const kept = new Set(all.flatMap((scene) => shots(scene).map(({ size, theme }) => fileOf(scene, size, theme))));
  const files = readdirSync(folder);
  for (const file of files) if (file.endsWith('.png') && !kept.has(file) && !isSlip(file)) rmSync(join(folder, file));
  const there = new Set(files);
  const titles = {
    kiosk: 'Kiosk',
    counter: 'Counter',
    display: 'Waiting-room TV',
    start: 'Start page of the demo',
    admin: 'Console of the head of office',
    practice: 'Practice',
  } as const;
  const sections = Object.entries(titles).flatMap(([page, title]) => {
    const lines = all
      .filter((scene) => scene.page === page)
      .flatMap((scene) => {
        const pictures = shots(scene)
          .map(({ size, theme }) => fileOf(scene, size, theme))
          .filter((file) => there.has(file))
          .map(picture);
        return pictures.length === 0 ? [] : [`**${scene.name}**: ${scene.about}`, pictures.join('\n')];
      });
    return lines.length === 0 ? [] : [`## ${title}`, ...lines];
  });
  const slips = files.filter(isSlip).map(picture);
  const text = [
    '# Every state of every screen',
    'Made by `npm run screens` from a real hub, kiosk and pages on Tuesday 24 November 2026, 10.42. `npm run screens -- kiosk-home` or `-- kiosk` makes some of them.',
    ...sections,
    ...(slips.length === 0 ? [] : ['## Slips, from their bytes', slips.join('\n')]),
  ].join('\n\n');
  writeFileSync(join(folder, 'README.md'), `${text}\n`);
}
