import type { Language, Office } from '../../../../../shared/protocol/office.ts';
import type { Comparison, ServiceFigures } from '../../../whatIf/asks.ts';
import type { Figures } from '../accuracy/figures.ts';
import type { ChangeLine } from './lines.ts';
import { sayWhatIf } from './texts.ts';

/** A line of a change in words. */
export function sentenceOf(line: ChangeLine, office: Office, language: Language): string {
  const say = sayWhatIf(language);
  const numberOf = (counter: string) => office.counters.find(({ id }) => id === counter)?.number ?? counter;
  const stageOf = (stage: string) => office.stages.find(({ id }) => id === stage)?.name[language] ?? stage;
  const hour = (time: string) => (language === 'id' ? time.replace(':', '.') : time);
  switch (line.kind) {
    case 'open':
    case 'close':
      return say(line.kind === 'open' ? 'saysOpen' : 'saysClose', {
        counter: numberOf(line.counter),
        from: hour(line.from),
        to: hour(line.to),
      });
    case 'serve':
      return say('saysServe', { counter: numberOf(line.counter), stage: stageOf(line.stage) });
    case 'remove':
      return say('saysRemove', { stage: stageOf(line.stage) });
    case 'merge':
      return say('saysMerge', { stage: stageOf(line.stage), into: stageOf(line.into) });
    case 'scale':
      return say('saysScale', { stage: stageOf(line.stage), percent: line.percent });
    case 'arrivals': {
      const { percent, shift } = line;
      const service = office.services.find(({ id }) => id === line.service)?.name[language];
      const come =
        service === undefined ? say('saysArrivalsAll', { percent }) : say('saysArrivals', { service, percent });
      return Number(shift) === 0
        ? come
        : come + say('saysShift', { minutes: `${Number(shift) > 0 ? '+' : ''}${shift}` });
    }
    case 'weights':
    case 'limits':
      return say(line.kind === 'weights' ? 'saysWeights' : 'saysLimits', {
        list: [line.appointment, line.priority, line.regular].join(' / '),
      });
  }
}

/** Visitors of a service below which its figures are not what a verdict is about. */
const leastCame = 5;

/** The service whose P80 the change moves most, with its figures before and after; all services where none moves. */
export function mostMoved({ before, after }: Pick<Comparison, 'before' | 'after'>):
  | {
      readonly before: ServiceFigures;
      readonly after: ServiceFigures;
    }
  | undefined {
  const pairs = before.mid.services.flatMap((one) => {
    const other = after.mid.services.find(({ service }) => service === one.service);
    return other ? [{ before: one, after: other }] : [];
  });
  const moved = (pair: (typeof pairs)[number]) => Math.abs((pair.after.p80 ?? 0) - (pair.before.p80 ?? 0));
  const known = pairs.filter(
    ({ before: was, after: is }) =>
      was.service !== null && was.came >= leastCame && was.p80 !== null && is.p80 !== null,
  );
  const most = known.toSorted((one, other) => moved(other) - moved(one))[0];
  return most && moved(most) >= 0.5 ? most : pairs.find((pair) => pair.before.service === null);
}

/** One plain sentence of what a change comes to. */
export function verdictOf(
  comparison: Comparison,
  lines: readonly ChangeLine[],
  office: Office,
  language: Language,
  figures: Figures,
): string {
  const say = sayWhatIf(language);
  const moved = mostMoved(comparison);
  if (!moved) return '';
  if (lines.length === 0) return say('verdictSame', { after: wholeOf(moved.after.p80, figures) });
  const idle = idleOf(comparison.after) - idleOf(comparison.before);
  const [first = '', ...rest] = lines.map((line) => sentenceOf(line, office, language));
  return say('verdict', {
    change: [first, ...rest].join('; '),
    service: office.services.find(({ id }) => id === moved.before.service)?.name[language] ?? say('every'),
    before: wholeOf(moved.before.p80, figures),
    after: wholeOf(moved.after.p80, figures),
    idle: `${Math.round(idle) > 0 ? '+' : Math.round(idle) < 0 ? '−' : ''}${figures.count(Math.abs(Math.round(idle)))}`,
  });
}

const wholeOf = (minutes: number | null, figures: Figures) =>
  minutes === null ? '–' : figures.count(Math.round(minutes));

const idleOf = ({ mid }: Comparison['before']) => mid.counters.reduce((sum, { idleMinutes }) => sum + idleMinutes, 0);
