import { expect, test } from 'vitest';
import { present } from '../../shared/basics.ts';
import type { BusinessDay } from '../../shared/ids.ts';
import { chanceOf } from '../day/chance.ts';
import { dateAfter, instantAt } from '../oracle/calendar.ts';
import { erlangC } from '../../apps/hub/forecast/vectors/erlang.ts';
import { shiftsOf, visitorsOf } from './dayFile.ts';
import { openHall, type Hall } from '../../apps/hub/whatIf/hall.ts';
import { exponential } from './lengthsOf.ts';
import { kinds, type KindName } from './offices.ts';
import { playDay, type Course } from './play.ts';
import { mean } from './score.ts';

const monday = '2026-03-02' as BusinessDay;

async function hallOf(name: KindName, day = monday): Promise<Hall> {
  const { office } = kinds[name];
  return openHall(office, instantAt(day, '00:00', office.timeZone));
}
const secondsAt = (at: number | undefined, day = monday) =>
  at === undefined ? undefined : (at - instantAt(day, '00:00', 'Asia/Jakarta')) / 1000;
const timesOf = (courses: readonly Course[], day = monday) =>
  courses.map(({ number, called, finished }) => [number, secondsAt(called, day), secondsAt(finished, day)]);

async function played(name: KindName, visitors: readonly string[], staff: readonly string[]) {
  const hall = await hallOf(name);
  const { courses, refused } = await playDay(hall, {
    day: monday,
    visitors: visitorsOf('day.csv', ['arrival,service,lane,seconds,shows,walk,turn', ...visitors].join('\n')),
    staff: shiftsOf('staff.csv', ['counter,from,to,speed', ...staff].join('\n')),
  });
  return { times: timesOf(courses), refused, floor: hall.floor() };
}

test('who came first is called first, by whoever is free, after the walk and the turn', async () => {
  const { times } = await played(
    'one',
    [
      '28800,paspor,regular,600,1,10,5',
      '28810.5,paspor,regular,60.25,1,0,0',
      '28820,paspor,regular,60,1,0,0',
      '28830,paspor,regular,30,1,0,0',
    ],
    ['c1,28000,60000,1', 'c2,28000,60000,1'],
  );
  expect(times).toEqual([
    ['A-001', 28800, 29410],
    ['A-002', 28810.5, 28870.75],
    ['A-003', 28870.75, 28930.75],
    ['A-004', 28930.75, 28960.75],
  ]);
});

test('C5 who is not there is called twice, costs a minute and is never served', async () => {
  const { times, floor } = await played(
    'one',
    ['28800,paspor,regular,600,0,0,0', '28801,paspor,regular,60,1,0,0'],
    ['c1,28000,60000,1'],
  );
  expect(times).toEqual([
    ['A-001', 28800, undefined],
    ['A-002', 28860, 28920],
  ]);
  expect([...floor.missed]).toEqual(['2026-03-02-t1']);
});

test('C8 a shift ends with its visitor, a break is a pause, and a fast officer takes less', async () => {
  const { times, floor } = await played(
    'one',
    ['28800,paspor,regular,600,1,0,0', '28801,paspor,regular,60,1,0,0', '30000,paspor,regular,60,1,0,0'],
    ['c1,28800,29000,1', 'c1,32000,32010,2', 'c2,33000,33060,1'],
  );
  expect(times).toEqual([
    ['A-001', 28800, 29400],
    ['A-002', 32000, 32030],
    ['A-003', 33000, 33060],
  ]);
  expect(floor.counters.get('c1' as never)?.state).toBe('closed');
});

test('C1 who is back from a break calls at once, and the turn that was not over then calls nobody', async () => {
  const { times } = await played(
    'one',
    ['28800,paspor,regular,200,1,0,480', '28801,paspor,regular,1000,1,0,0', '28802,paspor,regular,60,1,0,0'],
    ['c1,28800,28990,1', 'c1,29100,40000,1'],
  );
  expect(times).toEqual([
    ['A-001', 28800, 29000],
    ['A-002', 29100, 30100],
    ['A-003', 30100, 30160],
  ]);
});

test('S1 a journey is called stage by stage, each with its own seconds', async () => {
  const { times } = await played(
    'journey',
    ['28800,baru,regular,100|50,1,0|0,0|0', '28800,ganti,regular,200,1,0,0'],
    ['c1,28000,60000,1', 'c3,28000,60000,1'],
  );
  expect(times).toEqual([
    ['A-001', 28800, 29050],
    ['B-001', 28800, 29000],
  ]);
});

test('who comes when no numbers are given is named, and the day goes on', async () => {
  const { times, refused } = await played(
    'one',
    ['1000,paspor,regular,60,1,0,0', '28800,paspor,regular,60,1,0,0'],
    ['c1,28000,60000,1'],
  );
  expect(times).toEqual([['A-001', 28800, 28860]]);
  expect(refused).toEqual([
    { line: expect.objectContaining({ line: 2 }) as object, why: expect.any(String) as string },
  ]);
});

test(
  'domain.md 7.5: three counters that serve 6 an hour, 14 coming, wait as Erlang C says',
  { timeout: 180_000 },
  async () => {
    const steady = { arrivals: 14, serves: 6, counters: 3 };
    const formula = erlangC(steady);
    if (formula === 'unstable') throw new Error('The office of the sanity check is stable');
    const { office } = kinds.one;
    const around = { ...office, hours: { ...office.hours, weekly: weekOf([{ from: '00:00', to: '24:00' }]) } };
    const hall = await openHall(around, instantAt(monday, '00:00', office.timeZone));
    const chance = chanceOf(1);
    const means: number[] = [];
    const days = Number(process.env['ERLANG_DAYS'] ?? 20);
    for (let i = 0; i < days; i++) {
      const day = dateAfter(monday, i) as BusinessDay;
      const come: { readonly at: number; readonly lasts: number }[] = [];
      for (let at = exponential(3600 / 14)(chance); at < 75_600; at += exponential(3600 / 14)(chance))
        come.push({ at: Math.round(at * 1000), lasts: Math.round(exponential(600_000)(chance)) });
      const visitors = come.map(({ at, lasts }) => `${at / 1000},paspor,regular,${lasts / 1000},1`);
      const { courses } = await playDay(hall, {
        day,
        visitors: visitorsOf('day.csv', ['arrival,service,lane,seconds,shows', ...visitors].join('\n')),
        staff: shiftsOf('staff.csv', 'counter,from,to\nc1,0,86400\nc2,0,86400\nc3,0,86400'),
      });
      const midnight = instantAt(day, '00:00', office.timeZone);
      const called = courses.flatMap((one) => (one.called === undefined ? [] : [one.called - midnight]));
      expect(called).toEqual(inTurn(come));
      // A day begins empty.
      const settled = courses.filter(({ issued }) => {
        const at = secondsAt(issued, day) ?? 0;
        return at > 6 * 3600;
      });
      means.push(mean(settled.map(({ issued, called }) => (present(called, 'call') - issued) / 60_000)));
    }
    const average = mean(means);
    const error = Math.sqrt(mean(means.map((one) => (one - average) ** 2)) / (days - 1));
    if (days > 20)
      console.log(`${days} days: ${average.toFixed(2)} +- ${error.toFixed(2)}, Erlang C ${formula.mean.toFixed(2)}`);
    expect(error).toBeLessThan(1.5);
    expect(Math.abs(average - formula.mean)).toBeLessThan(3 * error);
  },
);

/** When each is called by the first of three counters that is free (Kiefer and Wolfowitz 1955). */
function inTurn(come: readonly { readonly at: number; readonly lasts: number }[]): readonly number[] {
  let free = [0, 0, 0];
  return come.map(({ at, lasts }) => {
    const [first = 0, ...others] = free.toSorted((one, other) => one - other);
    const call = Math.max(at, first);
    free = [...others, call + lasts];
    return call;
  });
}

function weekOf<Span>(spans: Span[]) {
  return Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, spans]));
}
