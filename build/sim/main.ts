import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkOffice } from '../../apps/hub/domain/officeCheck.ts';
import { journalFile } from '../../apps/hub/journal/connect.edge.ts';
import { BusinessDay } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { playAllShipped, shippedPart } from './asShipped.ts';
import { callsOf, playAgain } from '../../apps/hub/whatIf/again.ts';
import { readBook } from '../../apps/hub/journal/bookFile.ts';
import { CsvFault } from './csv.ts';
import { shiftsOf, visitorsOf } from './dayFile.ts';
import { makeOffice } from './days.ts';
import { readFlags, type Given, type Takes } from './flags.ts';
import { usage } from './help.ts';
import { runAll, sourcesHash } from './ledger.ts';
import { filesOf } from './madeFiles.ts';
import { kindNames } from './offices.ts';
import { pageOf } from './page.ts';
import { isOpenOn, replayFiles } from './replay.ts';
import { changeTasks, dayTasks, tablesOf } from './table.ts';
import { truthOf } from './truthFile.ts';

/** A Monday like many. */
const usualDate = '2026-03-02';

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return stop(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    stop(`${file} cannot be written: ${(error as Error).message}`);
  }
}

function officeOf(file: string): Office {
  let raw: unknown;
  try {
    raw = JSON.parse(read(file));
  } catch (error) {
    return stop(`${file} is not JSON: ${(error as Error).message}`);
  }
  const checked = checkOffice(raw);
  if (checked.ok) return checked.value.office;
  const [first] = checked.error;
  return stop(`${file}: ${first?.path ?? ''}: ${first?.en ?? 'is no office document'}`);
}

const replayFlags = {
  office: 'one',
  history: 'many',
  'history-staff': 'many',
  day: 'one',
  staff: 'one',
  plan: 'one',
  truth: 'one',
  out: 'one',
  seed: 'one',
  date: 'one',
  help: 'switch',
} as const satisfies Record<string, Takes>;

function needed(given: Given, name: string): string {
  return given.get(name)?.[0] ?? stop(`--${name} is missing.\n${usage}`);
}

function whole(given: Given, name: string, otherwise: number): number {
  const [value] = given.get(name) ?? [];
  if (value === undefined) return otherwise;
  return /^\d{1,9}$/.test(value)
    ? Number(value)
    : stop(`--${name} must be a whole number, not ${JSON.stringify(value)}.`);
}

function flagsOf(argv: readonly string[], known: Readonly<Record<string, Takes>>): Given {
  const given = readFlags(argv, known);
  if (!given.ok) return stop(`${given.error}\n${usage}`);
  if (given.value.has('help')) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  return given.value;
}

async function replay(argv: readonly string[]): Promise<void> {
  const given = flagsOf(argv, replayFlags);
  const office = officeOf(needed(given, 'office'));
  const [dayFile, staffFile, out] = [needed(given, 'day'), needed(given, 'staff'), needed(given, 'out')];
  const historyStaff = given.get('history-staff') ?? [];
  const history = given.get('history') ?? stop(`--history is missing.\n${usage}`);
  if (historyStaff.length > 0 && historyStaff.length !== history.length)
    stop(`There are ${history.length} files of --history, but ${historyStaff.length} of --history-staff.`);
  const date = BusinessDay.safeParse(given.get('date')?.[0] ?? usualDate);
  if (!date.success) return stop(`--date must be a date, YYYY-MM-DD.`);
  if (!isOpenOn(office, date.data)) stop(`The office is closed on ${date.data}; choose another --date.`);
  const [planFile] = given.get('plan') ?? [];
  const [truthFile] = given.get('truth') ?? [];
  const truth = truthFile === undefined ? undefined : truthOf(read(truthFile));
  if (truth && 'malformed' in truth) return stop(`${truthFile}: ${truth.malformed}`);
  const { csv, refused } = await replayFiles({
    office,
    history: history.map((file) => visitorsOf(file, read(file))),
    historyStaff: historyStaff.map((file) => shiftsOf(file, read(file))),
    day: visitorsOf(dayFile, read(dayFile)),
    staff: shiftsOf(staffFile, read(staffFile)),
    plan: planFile === undefined ? undefined : shiftsOf(planFile, read(planFile)),
    truth: truth?.truth,
    date: date.data,
    seed: whole(given, 'seed', 1),
  });
  for (const { line, why } of refused) process.stderr.write(`${line.file}: line ${line.line}: no number: ${why}\n`);
  write(out, csv);
}

const daysFlags = { office: 'one', out: 'one', seed: 'one', history: 'one', help: 'switch' } as const satisfies Record<
  string,
  Takes
>;

function days(argv: readonly string[]): void {
  const given = flagsOf(argv, daysFlags);
  const asked = needed(given, 'office');
  const name = kindNames.find((one) => one === asked) ?? stop(`--office is one of ${kindNames.join(', ')}.`);
  const folder = needed(given, 'out');
  const made = makeOffice(name, whole(given, 'seed', 1), { days: whole(given, 'history', 20) + 1 });
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    stop(`${folder} cannot be made: ${(error as Error).message}`);
  }
  for (const [file, text] of filesOf(made)) write(join(folder, file), text);
}

const tableFlags = {
  days: 'one',
  out: 'one',
  seed: 'one',
  workers: 'one',
  ledger: 'one',
  help: 'switch',
} as const satisfies Record<string, Takes>;

async function table(argv: readonly string[]): Promise<void> {
  const given = flagsOf(argv, tableFlags);
  const out = needed(given, 'out');
  const count = whole(given, 'days', 200);
  const seed = whole(given, 'seed', 1);
  const sources = sourcesHash();
  const done = await runAll([...changeTasks(seed), ...dayTasks(count, seed)], {
    sources,
    ledger: given.get('ledger')?.[0] ?? 'sim-ledger.jsonl',
    workers: whole(given, 'workers', availableParallelism()),
    tell: (line) => void process.stderr.write(`${line}\n`),
  });
  const tables = [tablesOf(done), shippedPart(await playAllShipped(seed))].join('\n');
  write(out, pageOf(tables, { days: count, seed, sources, date: new Date().toISOString().slice(0, 10) }));
}

const againFlags = { data: 'one', date: 'one', help: 'switch' } as const satisfies Record<string, Takes>;

/** Exit code 1 where the core of today calls otherwise than was recorded. */
async function again(argv: readonly string[]): Promise<void> {
  const given = flagsOf(argv, againFlags);
  const dir = needed(given, 'data');
  const asked = given.get('date')?.[0];
  const day = asked === undefined ? undefined : BusinessDay.safeParse(asked);
  if (day?.success === false) return stop('--date must be a date, YYYY-MM-DD.');
  if (!existsSync(journalFile(dir))) stop(`${dir} holds no journal.db; name the data folder of a hub.`);
  const found = readBook(dir, day?.data) ?? stop(`The journal of ${dir} has no book of ${asked ?? 'any day'}.`);
  const recorded = callsOf(found.book);
  const played = await playAgain(found.book, found.documents);
  if ('cannot' in played)
    return stop(`${found.day} cannot be asked again by itself: its book has ${played.cannot.join(', ')}.`);
  const at = recorded.findIndex((call, i) => !isDeepStrictEqual(call, played.calls[i]));
  const same = at === -1 && recorded.length === played.calls.length;
  const where = `${found.day}: ${recorded.length} calls recorded, ${played.calls.length} made again`;
  process.stdout.write(
    same ? `${where}, all the same.\n` : `${where}; they part at call ${(at === -1 ? recorded.length : at) + 1}.\n`,
  );
  process.exitCode = same ? 0 : 1;
}

const commands = { days, table, again } as const;
const [first = '', ...rest] = process.argv.slice(2);
try {
  if (Object.hasOwn(commands, first)) await commands[first as keyof typeof commands](rest);
  else await replay(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CsvFault)) throw error;
  stop(error.message);
}
