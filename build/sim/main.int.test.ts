import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'antrean-sim-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

async function sim(...args: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...args]);
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

test(
  'made files are replayed; what is wrong in one of them ends it with 2 and its place',
  { timeout: 180_000 },
  async () => {
    expect(await sim('days', '--office', 'one', '--out', folder, '--seed', '2', '--history', '2')).toEqual({
      code: 0,
      said: '',
    });
    const files = ['--office', path('office.json'), '--day', path('day.csv'), '--staff', path('staff.csv')];
    const history = ['--history', path('history-01.csv'), path('history-02.csv')];
    const all = [...files, ...history, '--plan', path('plan.csv'), '--seed', '4'];
    expect(await sim(...all, '--out', path('out.csv'))).toEqual({ code: 0, said: '' });
    const visitors = readFileSync(path('day.csv'), 'utf8').trimEnd().split('\n').length;
    expect(readFileSync(path('out.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(visitors);
    const known = [...all, '--truth', path('truth.json'), '--out', path('known.csv')];
    expect(await sim(...known)).toEqual({ code: 0, said: '' });
    expect(readFileSync(path('known.csv'), 'utf8')).not.toBe(readFileSync(path('out.csv'), 'utf8'));

    writeFileSync(path('bad.csv'), 'counter,from,to\nc1,28800,noon\n');
    const bad = (flag: string) =>
      [...all, '--out', path('none.csv')].map((word, i, list) => (list[i - 1] === flag ? path('bad.csv') : word));
    expect(await sim(...bad('--staff'))).toEqual({
      code: 2,
      said: `${path('bad.csv')}: line 2, field to: "noon" must be seconds, such as 28800 or 12.5\n`,
    });
    expect(await sim(...bad('--office'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('bad.csv is not JSON') as string,
    });
    expect(await sim(...bad('--day'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('line 1, field arrival') as string,
    });
  },
);

test('what cannot be asked for is said with the usage, and --help is an answer', { timeout: 180_000 }, async () => {
  const wrong = [
    ['--colour', 'red'],
    ['--day'],
    ['table'],
    ['days', '--office', 'two', '--out', folder],
    [],
    ['again', '--data', folder],
  ];
  const answers = await Promise.all(wrong.map((args) => sim(...args)));
  expect(answers.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 2]);
  expect(answers[0]?.said).toMatch(/^Unknown flag --colour: there are --office, /);
  expect(answers[1]?.said).toMatch(/^--day needs a value\.\nReplays a day/);
  expect(answers[2]?.said).toMatch(/^--out is missing\./);
  expect(answers[3]?.said).toMatch(/^--office is one of one, four, journey\./);
  expect(answers[4]?.said).toMatch(/^--office is missing\./);
  expect(answers[5]?.said).toMatch(/holds no journal\.db; name the data folder of a hub\.\n$/);
  expect(await sim('--help')).toMatchObject({ code: 0, said: expect.stringMatching(/^Replays a day/) as string });
});
