import type { Journal } from '../../apps/hub/journal/journal.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { watched } from '../../apps/hub/journal/watch.ts';
import { hubOver, takeMany } from './day.ts';
import { median, type Figure } from './figures.ts';
import { tempFolder } from './processes.ts';

const rounds = 7;
/** A ticket is two commands, as its slip is confirmed. */
const tickets = 1_500;
/** What an office that outgrows one machine acknowledges (reliability.md 5.3). */
const busiest = 50;

/** What the look at every append costs (I24 of the goals: 2 % of a processor), beside the same run without it. */
export async function watch(): Promise<readonly Figure[]> {
  const spent: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + 1; round++) {
    // They take turns at being first, and the first round of all warms up.
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const took = await cpuOf((journal) => (which === 0 ? watched(journal) : Promise.resolve(journal)));
      if (round > 0) spent[which].push(took);
    }
  }
  const [ours, baseline] = [median(spent[0]), median(spent[1])];
  return [
    {
      name: 'processor time of a command, journal watched',
      unit: 'µs',
      ours,
      baseline,
      against: 'the journal unwatched',
    },
    {
      name: `the watch at ${busiest} commands a second`,
      unit: '%',
      ours: ((ours - baseline) * busiest) / 10_000,
      goals: [{ figure: 'most', limit: 2 }],
    },
  ];
}

/** Microseconds of this process for one command, over a new journal on the disk. */
async function cpuOf(over: (journal: Journal) => Promise<Journal>): Promise<number> {
  const { hub, does } = await hubOver(await over(openJournal({ dir: tempFolder() })));
  const { day } = hub.floor();
  await takeMany(does, day, 0, 200);
  const from = process.cpuUsage();
  for (let taken = 200; taken < 200 + tickets; taken += 50) await takeMany(does, day, taken, 50);
  const { user, system } = process.cpuUsage(from);
  await hub.close();
  return (user + system) / (tickets * 2);
}
