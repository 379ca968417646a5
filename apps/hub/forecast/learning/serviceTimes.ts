import { minuteMs, type Ms, type OfficerId, type StageId } from '../../../../shared/ids.ts';
import type { Stage } from '../../../../shared/protocol/office.ts';
import { normal, type Chance } from '../chance.ts';
import { logNormal, sampleOf, type Sample, type Table } from '../lengths.ts';
import { densityOf, type Density } from './density.ts';
import { pacesOf } from './pace.ts';

/** How long officers take for a stage: the shape from the stage, the usual level from the officer, today's pace on top. */
export interface ServiceTimes {
  add(stage: StageId, officer: OfficerId, length: Ms): void;
  newDay(stages: ReadonlyMap<StageId, Pick<Stage, 'targetMinutes'>>): void;
  /** Usual lengths of an officer at a stage, Ms. */
  table(stage: StageId, officer: OfficerId | undefined): Table;
  /** How many times as long as usual an officer takes today, drawn as far as it is known. */
  pace(officer: OfficerId, chance: Chance): number;
  /** What is the same for all officers of this day, drawn as far as it is known. */
  dayPace(chance: Chance): number;
  /** Times seen of a stage. */
  seen(stage: StageId): number;
  /** Mean length at a stage, over all officers, Ms. */
  mean(stage: StageId): Ms;
}

interface StageTimes {
  /** Mean of the log of lengths. */
  level: number;
  weight: number;
  /** Variance of what is left of the log of a length when stage and officer are known. */
  variance: number;
  readonly rest: Sample;
  mean: Ms;
  readonly officers: Map<OfficerId, { level: number; weight: number }>;
  /** Lengths as factors of the usual one. */
  shape: { readonly table: Table; readonly at: number };
  readonly tables: Map<OfficerId | undefined, { readonly table: Table; readonly at: number }>;
  /** How the rests are spread. */
  density: { readonly of: Density; readonly at: number } | undefined;
}

/** How many times seen of a stage the office document's own figure is worth. */
const assumedWeight = 4;
/** Times of an officer that weigh as much as those of all: within officers the log varies so much more than between. */
const shrinkage = 6;
/** The last so many times decide what is usual. */
const memory = 600;
/** So many lengths make a shape; its long tail takes many to be known. */
const shapeMemory = 1_500;
/** And so many blocks of them a table, each with the mean of its lengths, so that the whole has theirs. */
const blocks = 200;
/** How rests are spread is worked out again after so many. */
const densityEvery = 20;
/** Standard deviation of a day's common pace, log. */
const daySpread = 0.05;
/** A length over so many times the mean is a forgotten finish (domain.md 7.2). */
const forgottenTimes = 10;
const assumedCv = 0.6;

export function serviceTimes(): ServiceTimes {
  const stages = new Map<StageId, StageTimes>();
  const paces = pacesOf();
  let targets: ReadonlyMap<StageId, Pick<Stage, 'targetMinutes'>> = new Map();
  let day = { precision: 1 / daySpread ** 2, sum: 0 };

  function of(stage: StageId): StageTimes {
    const known = stages.get(stage);
    if (known) return known;
    const assumed = (targets.get(stage)?.targetMinutes ?? 10) * minuteMs;
    const variance = Math.log(1 + assumedCv ** 2);
    const made: StageTimes = {
      level: Math.log(assumed) - variance / 2,
      weight: assumedWeight,
      variance,
      rest: sampleOf(
        shapeMemory,
        logNormal(Math.exp(variance / 2), assumedCv, 40).map((length) => Math.log(length)),
      ),
      mean: assumed,
      officers: new Map(),
      shape: { table: new Float64Array(), at: -1 },
      tables: new Map(),
      density: undefined,
    };
    stages.set(stage, made);
    return made;
  }

  function usual(times: StageTimes, officer: OfficerId | undefined): number {
    const own = officer === undefined ? undefined : times.officers.get(officer);
    if (!own) return times.level;
    return (own.level * own.weight + times.level * shrinkage) / (own.weight + shrinkage);
  }

  function spreadOf(times: StageTimes): Density {
    const { seen } = times.rest;
    if (!times.density || seen - times.density.at >= densityEvery)
      times.density = { of: densityOf(times.rest.table(), Math.sqrt(times.variance)), at: seen };
    return times.density.of;
  }

  const dayLevel = () => day.sum / day.precision;

  return {
    add(stage, officer, length) {
      const times = of(stage);
      if (length > forgottenTimes * times.mean) return;
      const log = Math.log(Math.max(length, 1_000));
      const rest = log - usual(times, officer);
      const today = rest - paces.expected(officer);
      day = { precision: day.precision + 1 / times.variance, sum: day.sum + today / times.variance };
      paces.see(officer, rest - dayLevel(), spreadOf(times));
      const own = times.officers.get(officer) ?? { level: usual(times, officer), weight: 0 };
      own.weight = Math.min(own.weight + 1, memory);
      own.level += (log - own.level) / own.weight;
      times.officers.set(officer, own);
      times.weight = Math.min(times.weight + 1, memory * 2);
      times.level += (log - times.level) / times.weight;
      times.mean += (length - times.mean) / times.weight;
      const left = rest - paces.expected(officer) - dayLevel();
      times.variance += (left * left - times.variance) / Math.min(times.weight + 10, memory * 2);
      times.rest.add(left);
    },
    newDay(stagesOfOffice) {
      targets = stagesOfOffice;
      day = { precision: 1 / daySpread ** 2, sum: 0 };
      paces.newDay();
    },
    table(stage, officer) {
      const times = of(stage);
      const made = times.tables.get(officer);
      if (made && made.at === times.rest.seen) return made.table;
      if (times.shape.at !== times.rest.seen) times.shape = { table: shapeOf(times.rest.table()), at: times.rest.seen };
      const level = Math.exp(usual(times, officer));
      const table = times.shape.table.map((factor) => level * factor);
      times.tables.set(officer, { table, at: times.rest.seen });
      return table;
    },
    pace: (officer, chance) => paces.draw(officer, chance),
    dayPace: (chance) => Math.exp(dayLevel() + normal(chance) / Math.sqrt(day.precision)),
    seen: (stage) => stages.get(stage)?.rest.seen ?? 0,
    mean: (stage) => of(stage).mean * Math.exp(dayLevel()),
  };
}

function shapeOf(rests: Table): Table {
  const count = Math.min(blocks, rests.length);
  return Float64Array.from({ length: count }, (_, i) => {
    const block = rests.subarray(Math.floor((i * rests.length) / count), Math.floor(((i + 1) * rests.length) / count));
    return block.reduce((sum, rest) => sum + Math.exp(rest), 0) / block.length;
  });
}
