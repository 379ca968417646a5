import { join } from 'node:path';
import type { Epoch, Seq } from '../../shared/ids.ts';
import { addDays, daysBetween } from '../../apps/hub/domain/hours.ts';
import type { Recorded } from '../../apps/hub/domain/events.ts';
import type { Turn } from '../../apps/hub/journal/journal.ts';
import { memoryDisk, openMemory } from '../../apps/hub/journal/memory.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { hubOver, playTickets } from './day.ts';
import { median, type Figure } from './figures.ts';
import { runHub, tempFolder } from './processes.ts';

const wanted = 1_500_000;
const dayMs = 24 * 60 * 60 * 1_000;

/** One closed day of 3,000 tickets, played through the hub itself: what it appended, turn by turn. */
async function modelDay(): Promise<{ readonly day: string; readonly turns: readonly Turn[] }> {
  const turns: Turn[] = [];
  const memory = openMemory(memoryDisk());
  const { hub, does } = await hubOver({
    ...memory,
    append: (given) => {
      turns.push(...given);
      return memory.append(given);
    },
  });
  const { day } = hub.floor();
  await playTickets(hub, does, 3_000, 0);
  await does({ type: 'CloseDay', reason: 'bench' });
  await hub.close();
  if (hub.floor().state !== 'closed') throw new Error('The model day did not close');
  const kept = turns.map((turn) => ({ ...turn, events: turn.events.filter((one) => one.day !== 'house') }));
  return { day, turns: kept.filter(({ events }) => events.length > 0) };
}

/** The model day as another day of the journal: its date in every name, its positions and times moved on. */
function* moved(model: readonly string[], from: string, to: string, shift: number, epoch: Epoch): Iterable<Turn> {
  const later = daysBetween(from as never, to as never) * dayMs;
  for (const text of model) {
    const turn = JSON.parse(text.replaceAll(from, to)) as Omit<Turn, 'reply'>;
    const events = turn.events.map((one) => {
      const event = one.event as { call?: Seq; announcement?: Seq };
      if (event.call !== undefined) event.call += shift;
      if (event.announcement !== undefined) event.announcement += shift;
      return { ...one, seq: one.seq + shift, at: one.at + later, epoch } satisfies Recorded;
    });
    const facts = turn.facts.map((fact) => ({ ...fact, seq: fact.seq + shift }));
    yield { ...turn, events, facts, reply: () => {} };
  }
}

/** A journal of 1.5 million events: whole days one after another, then today, half played and still open. */
async function fill(dir: string): Promise<number> {
  const { day, turns } = await modelDay();
  const model = turns.map((turn) => JSON.stringify(turn));
  const perDay = turns.reduce((sum, { events }) => sum + events.length, 0);
  const days = Math.ceil(wanted / perDay);
  const journal = openJournal({ dir: join(dir, 'data') });
  for (let i = 0; i < days; i++) {
    const { seq } = journal.head();
    const date = addDays(day as never, i - days);
    await journal.append([...moved(model, day, date, seq - (turns[0]?.events[0]?.seq ?? 1) + 1, journal.epoch)]);
  }
  const { hub, does } = await hubOver(journal);
  await playTickets(hub, does, 3_000, 300);
  const { seq } = journal.head();
  await hub.close();
  return seq;
}

/** From spawn to the ready line, with a warm page cache, beside the same program on an empty folder. */
export async function boot(): Promise<readonly Figure[]> {
  const dir = tempFolder();
  const events = await fill(dir);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < 6; round++)
    for (const [i, of] of [dir, tempFolder()].entries()) {
      const hub = await runHub({ dir: of });
      if (round > 0) times[i]?.push(hub.readyAfter);
      await hub.stop();
    }
  return [
    {
      name: `boot, ${(events / 1e6).toFixed(2)} million events`,
      unit: 'ms',
      ours: median(times[0]),
      baseline: median(times[1]),
      against: 'an empty folder',
      goals: [{ figure: 'most', limit: 1_000 }],
    },
  ];
}
