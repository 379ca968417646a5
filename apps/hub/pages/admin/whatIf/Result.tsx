import type { Language, Office } from '../../../../../shared/protocol/office.ts';
import type { Comparison, Drawn, HalfHour } from '../../../whatIf/asks.ts';
import type { Figures } from '../accuracy/figures.ts';
import { Chart } from '../chart/Chart.tsx';
import { hourOf, hourTicks } from './hours.ts';
import { Area, Bars, Legend, Line, type LegendEntry } from '../chart/marks.tsx';
import type { ChangeLine } from './lines.ts';
import { sayWhatIf, type SayWhatIf } from './texts.ts';
import { verdictOf } from './verdict.ts';

interface Props {
  readonly comparison: Comparison;
  /** The lines that were played. */
  readonly lines: readonly ChangeLine[];
  readonly office: Office;
  readonly language: Language;
  readonly figures: Figures;
}

/** What a played day came to: a sentence, four plots, a table, and what is held fixed. */
export function Result({ comparison, lines, office, language, figures }: Props) {
  const say = sayWhatIf(language);
  const { again, cannot, draws, learnedFrom, recorded, before, after, refused } = comparison;
  const pair = { before, after, say, figures, language };
  const all = ({ mid }: Drawn) => mid.services.find(({ service }) => service === null);
  return (
    <article className="result">
      <section className="verdict">
        <h2>{verdictOf(comparison, lines, office, language, figures)}</h2>
        <ul>
          {again && <li>{say('matched', { same: figures.count(again.same), of: figures.count(again.of) })}</li>}
          {cannot.length > 0 && <li>{say('cannot', { list: cannot.join(', ') })}</li>}
          {recorded && (
            <li>
              {say('baseline', {
                played: figures.one(all(before)?.p80 ?? null),
                recorded: figures.one(recorded.services.find(({ service }) => service === null)?.p80 ?? null),
              })}
            </li>
          )}
          {draws > 1 && <li>{say(recorded ? 'drawnPast' : 'drawn', { draws, days: learnedFrom })}</li>}
          {Math.round(refused.after) !== Math.round(refused.before) && (
            <li>
              {say('refusedMore', {
                after: figures.count(Math.round(refused.after)),
                before: figures.count(Math.round(refused.before)),
              })}
            </li>
          )}
          <li>{say('p80Means')}</li>
        </ul>
      </section>
      <div className="plots">
        <Halves {...pair} title="waitsTitle" summary="waitsSummary" unit="minutes" of={({ p80 }) => p80} />
        <Halves {...pair} title="queueTitle" summary="queueSummary" unit="visitors" of={({ queue }) => queue} />
        <Halves {...pair} title="openTitle" summary="openSummary" unit="counters" of={({ open }) => open} step />
        <Idle {...pair} office={office} />
      </div>
      <Services {...pair} office={office} />
      <section className="fixed">
        <h2>{say('fixed')}</h2>
        <ul>
          {(['fixedArrivals', 'fixedTimes', 'fixedStaff', 'fixedTurns', 'fixedDrawn'] as const).map((word) => (
            <li key={word}>{say(word)}</li>
          ))}
        </ul>
      </section>
    </article>
  );
}

interface PairProps {
  readonly before: Drawn;
  readonly after: Drawn;
  readonly say: SayWhatIf;
  readonly figures: Figures;
  readonly language: Language;
}

const pairLegend = (say: SayWhatIf, shape: LegendEntry['shape']): readonly LegendEntry[] => [
  { kind: 'second', shape, name: say('before') },
  { kind: 'ours', shape, name: say('after') },
];

function Halves({
  before,
  after,
  say,
  figures,
  language,
  title,
  summary,
  unit,
  of,
  step = false,
}: PairProps & {
  readonly title: 'waitsTitle' | 'queueTitle' | 'openTitle';
  readonly summary: 'waitsSummary' | 'queueSummary' | 'openSummary';
  readonly unit: 'minutes' | 'visitors' | 'counters';
  readonly of: (half: HalfHour) => number | null;
  readonly step?: boolean;
}) {
  const halves = [...before.mid.halfHours, ...after.mid.halfHours].map(({ from }) => from);
  const [first, last] = [Math.min(...halves), Math.max(...halves) + 30];
  const values = [before, after].flatMap(({ mid, high }) =>
    [...mid.halfHours, ...high.halfHours].map((one) => of(one) ?? 0),
  );
  const points = ({ mid }: Drawn) => {
    const found = mid.halfHours.map((half): readonly [number, number] | undefined => {
      const value = of(half);
      return value === null ? undefined : [half.from + (step ? 0 : 15), value];
    });
    const end = found.at(-1);
    return step && end ? [...found, [end[0] + 30, end[1]] as const] : found;
  };
  const bands = ({ low, high }: Drawn) =>
    low.halfHours.flatMap((half) => {
      const [from, to] = [of(half), of(high.halfHours.find((one) => one.from === half.from) ?? half)];
      return from === null || to === null ? [] : [[half.from + 15, from, to] as const];
    });
  return (
    <Chart
      title={say(title)}
      summary={say(summary)}
      x={{ domain: [first, last], ticks: hourTicks(first, last), format: (minutes) => hourOf(minutes, language) }}
      y={{ domain: [0, Math.max(1, ...values) * 1.05], format: figures.count, label: say(unit) }}
      legend={<Legend entries={pairLegend(say, 'line')} />}
      height={190}
    >
      {(plot) => (
        <>
          {!step && <Area plot={plot} kind="ours" bands={bands(after)} />}
          <Line plot={plot} kind="second" points={points(before)} step={step} />
          <Line plot={plot} kind="ours" points={points(after)} step={step} />
        </>
      )}
    </Chart>
  );
}

function Idle({ before, after, say, figures, office }: PairProps & { readonly office: Office }) {
  const counters = office.counters.filter(({ id }) =>
    [before, after].some(({ mid }) => mid.counters.some(({ counter }) => counter === id)),
  );
  const idle = ({ mid }: Drawn) =>
    counters.map(({ id }) => mid.counters.find(({ counter }) => counter === id)?.idleMinutes ?? 0);
  return (
    <Chart
      title={say('idleTitle')}
      summary={say('idleSummary')}
      x={{ names: counters.map(({ number }) => String(number)), label: say('counter') }}
      y={{
        domain: [0, Math.max(1, ...idle(before), ...idle(after)) * 1.05],
        format: figures.count,
        label: say('minutes'),
      }}
      legend={<Legend entries={pairLegend(say, 'bar')} />}
      height={168}
    >
      {(plot) => (
        <>
          <Bars plot={plot} kind="second" values={idle(before)} index={0} of={2} />
          <Bars plot={plot} kind="ours" values={idle(after)} index={1} of={2} />
        </>
      )}
    </Chart>
  );
}

function Services({ before, after, say, figures, office, language }: PairProps & { readonly office: Office }) {
  const columns = ['came', 'notCalled', 'median', 'p80', 'p90', 'within', 'stay'] as const;
  const text = (column: (typeof columns)[number], value: number | null) =>
    column === 'within' ? figures.percent(value) : value === null ? '–' : figures.count(Math.round(value));
  const rows = before.mid.services.flatMap((was) => {
    const is = after.mid.services.find(({ service }) => service === was.service);
    return is && (was.came > 0 || is.came > 0) ? [{ was, is }] : [];
  });
  return (
    <div className="scroll" role="region" aria-label={say('table')} tabIndex={0}>
      <table className="table">
        <caption>{say('table')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('service')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="n">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ was, is }) => (
            <tr key={was.service ?? 'all'}>
              <th scope="row">
                {office.services.find(({ id }) => id === was.service)?.name[language] ?? say('allServices')}
              </th>
              {columns.map((column) => {
                const [from, to] = [text(column, was[column]), text(column, is[column])];
                return (
                  <td key={column} className="n">
                    {from === to ? from : `${from} → ${to}`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{say('tableHelp')}</p>
    </div>
  );
}
