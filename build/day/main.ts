import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkOffice } from '../../apps/hub/domain/officeCheck.ts';
import { demoOffice } from '../../apps/hub/demo/office.ts';
import { BusinessDay } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { instantAt, openSpans } from '../oracle/calendar.ts';
import { openBranch } from './branch.ts';
import { playDay, worldOf } from './play.ts';
import { daySheet } from './register.ts';
import { parseScript, playScript, type Line } from './script.ts';

const usage = 'npm run day -- [--seed N] [--office FILE] [--date YYYY-MM-DD] [--tickets N] [--script FILE]';

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

function flags() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ options: { seed: text, office: text, date: text, tickets: text, script: text } }).values;
  } catch (error) {
    return stop(`${(error as Error).message}\nUsage: ${usage}`);
  }
}

function whole(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  return /^\d{1,6}$/.test(value) ? Number(value) : stop(`--${name} must be a whole number, not "${value}"`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return stop(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function officeOf(file: string | undefined): Office {
  if (file === undefined) return demoOffice();
  let raw: unknown;
  try {
    raw = JSON.parse(read(file));
  } catch (error) {
    return stop(`${file} is not JSON: ${(error as Error).message}`);
  }
  const checked = checkOffice(raw);
  return checked.ok ? checked.value.office : stop(`${file}: ${checked.error[0]?.en ?? 'is no office document'}`);
}

function scriptOf(file: string): readonly Line[] {
  const script = parseScript(read(file));
  return 'lines' in script ? script.lines : stop(`${file}: ${script.malformed}`);
}

const given = flags();
const seed = whole('seed', given.seed, 1);
const tickets = whole('tickets', given.tickets, 120);
const office = officeOf(given.office);
const lines = given.script === undefined ? undefined : scriptOf(given.script);
const date = given.date ?? '2026-03-02';
if (!BusinessDay.safeParse(date).success) stop(`--date must be a date, YYYY-MM-DD, not "${date}"`);
const opens = office.services.flatMap(({ id }) => openSpans(office, id, date)).map(({ from }) => from);
if (opens.length === 0) stop(`${office.name.en} is closed on ${date}; choose another --date`);

const start = lines ? instantAt(date, office.dayStart, office.timeZone) : Math.min(...opens) - 60 * 60_000;
const branch = await openBranch({ office, start });
if (lines) await playScript(worldOf({ seed, office, branch, mischief: 0 }), lines, console.log);
else await playDay({ seed, office, branch, tickets, mischief: 0.15 });
console.log(daySheet(branch.events(), branch.documents()));
console.log(lines ? `Played ${given.script} on ${date}.` : `Seed ${seed}; the same seed plays the same day.`);
await branch.close();
