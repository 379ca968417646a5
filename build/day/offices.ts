import { checkOffice } from '../../apps/hub/domain/officeCheck.ts';
import { lanes, type Lane, type Office } from '../../shared/protocol/office.ts';
import type { Chance } from './chance.ts';

const text = (words: string) => ({ id: words, en: words });
const stageNames = ['check', 'photo', 'talk', 'collect'];
const prefixes = ['A', 'B', 'K', 'S'];
const minute = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A small office with a short day, every setting drawn; always one that the office check lets pass. */
export function randomOffice(chance: Chance): Office {
  for (;;) {
    const checked = checkOffice(drawn(chance));
    if (checked.ok) return checked.value.office;
  }
}

function drawn(chance: Chance): unknown {
  const stages = stageNames.slice(0, chance.int(1, 4));
  const counters = Array.from({ length: chance.int(2, 4) }, (_, i) => `c${i + 1}`);
  const officers = counters.map((_, i) => `o${i + 1}`);
  const zones = chance.happens(0.5) ? ['hall'] : ['hall', 'upstairs'];
  const opens = chance.int(7, 9) * 60;
  const closes = opens + chance.int(60, 150);
  const middle = opens + chance.int(20, closes - opens - 20);
  const spans = chance.happens(0.4)
    ? [
        { from: minute(opens), to: minute(middle) },
        { from: minute(middle + 10), to: minute(closes + 10) },
      ]
    : [{ from: minute(opens), to: minute(closes) }];
  const early = [{ from: minute(opens), to: minute(closes - 15) }];
  const week = (hours: typeof spans) => ({
    weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, hours])),
  });
  return {
    format: 1,
    id: 'small',
    name: text('Small office'),
    monogram: 'SO',
    address: '-',
    town: '-',
    timeZone: chance.pick(['Asia/Jakarta', 'Asia/Kathmandu', 'Europe/Berlin', 'America/St_Johns']),
    dayStart: chance.pick(['00:00', '00:00', '04:00']),
    hours: week(spans),
    notTodayAt: minute(middle),
    intakeBeforeMinutes: chance.pick([0, 15, 30]),
    serveAfterCloseMinutes: chance.pick([0, 0, 10]),
    policy: policy(chance),
    groups: [{ id: 'all', name: text('All') }],
    zones: zones.map((id) => ({ id, name: text(id) })),
    stages: stages.map((id) => ({
      id,
      name: text(id),
      ...(chance.happens(0.3)
        ? {
            checklist: [
              { id: 'identity', text: text('Identity card') },
              { id: 'form', text: text('Form') },
            ],
          }
        : {}),
    })),
    services: prefixes.slice(0, chance.int(2, 4)).map((prefix, i) => ({
      id: `service-${prefix}`,
      prefix,
      name: text(prefix),
      short: text(prefix),
      purpose: text(prefix),
      group: 'all',
      stages: way(chance, stages),
      maxPeople: chance.pick([1, 4]),
      priority: i === 0 || chance.happens(0.7),
      ...(chance.happens(0.35) ? { quota: chance.int(5, 8) } : {}),
      ...(chance.happens(0.2) ? { hours: week(early) } : {}),
    })),
    counters: counters.map((id, i) => ({
      id,
      number: i + 1,
      zone: chance.pick(zones),
      tiers: tiersOf(chance, stages),
    })),
    officers: [
      ...officers.map((id) => ({ id, name: id.toUpperCase(), skills: skillsOf(chance, stages) })),
      { id: 'chief', name: 'CHIEF', role: 'supervisor', skills: stages.map((stage) => ({ stage })) },
    ],
  };
}

function policy(chance: Chance) {
  return {
    weights: weightsOf(chance, 2),
    limitMinutes: { priority: chance.int(2, 15), appointment: chance.int(3, 20), regular: chance.int(5, 40) },
    overdueEvery: chance.pick([1, 2, 3, 3, 5]),
    slotEarlyMinutes: chance.pick([5, 10, 30]),
    slotLateMinutes: chance.pick([10, 20, 60]),
    boundForMinutes: chance.pick([2, 5, 15]),
    recallLimit: chance.pick([1, 2, 3]),
    minCalls: chance.pick([1, 2, 2]),
    noShowAfterSeconds: chance.pick([5, 20]),
    perHolder: chance.pick([1, 2]),
    hubTop: chance.pick([8, 4999, 4999, 4999]),
    confirmLateMinutes: chance.pick([2, 5, 15]),
    parkedGraceMinutes: chance.pick([5, 30]),
    reasonForChosen: chance.happens(0.3),
  };
}

/** Weights whose wheel has at most so many priority turns in a row, appointments left out (L2). */
export function weightsOf(chance: Chance, mostInRow: number): { readonly [L in Lane]: number } {
  for (;;) {
    const weights = { appointment: chance.int(1, 3), priority: chance.int(1, 3), regular: chance.int(1, 3) };
    const turns: Lane[] = [];
    for (let round = 0; round < 3; round++)
      turns.push(...lanes.filter((lane) => weights[lane] > round && lane !== 'appointment'));
    const round = turns.map((lane) => (lane === 'priority' ? 'P' : 'R')).join('');
    if (!(round + round).includes('P'.repeat(mostInRow + 1))) return weights;
  }
}

function way(chance: Chance, stages: readonly string[]): string[] {
  const taken = stages.filter(() => chance.happens(0.5));
  return taken.length > 0 ? taken : [chance.pick(stages)];
}

function tiersOf(chance: Chance, stages: readonly string[]): string[][] {
  const mine = stages.filter(() => chance.happens(0.8));
  const all = mine.length > 0 ? mine : [...stages];
  if (chance.happens(0.4)) all.reverse();
  const cut = chance.int(0, all.length);
  return [all.slice(0, cut), all.slice(cut)].filter((tier) => tier.length > 0);
}

function skillsOf(chance: Chance, stages: readonly string[]) {
  return stages
    .filter(() => chance.happens(0.9))
    .map((stage) => ({ stage, ...(chance.happens(0.1) ? { until: '2020-01-01' } : {}) }));
}
