import { Chart } from '../chart/Chart.tsx';
import { Area, Bars, Dots, Legend, Level, Line, type Point } from '../chart/marks.tsx';
import type { Scores } from '../../../record/report.ts';
import type { PartProps } from './Headline.tsx';

const shares = [0.1, 0.2, 0.5, 0.8, 0.9] as const;

/** Coverage, error by day, forecast against outcome, and calibration. */
export function Charts(props: PartProps) {
  return (
    <div className="charts">
      <CoverageChart {...props} />
      <DaysChart {...props} />
      <ScatterChart {...props} />
      <CalibrationChart {...props} />
    </div>
  );
}

function CoverageChart({ report: { horizons, all }, say, figures }: PartProps) {
  const some = horizons.filter(({ scores }) => scores.called > 0);
  const covered = (pick: (scores: Scores) => number | null) => some.map(({ scores }) => pick(scores) ?? undefined);
  return (
    <Chart
      title={say('coverage')}
      summary={say('coverageSummary', {
        outer: figures.percent(all.outer.covered),
        inner: figures.percent(all.inner.covered),
      })}
      x={{ names: some.map(({ name }) => (name === 'over 60' ? '> 60' : name)), label: say('horizonAxis') }}
      y={{
        domain: [0, 1],
        ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
        format: (share) => figures.percent(share),
        label: say('coverageAxis'),
      }}
      legend={
        <Legend
          entries={[
            { kind: 'ours', shape: 'bar', name: say('outerLegend') },
            { kind: 'second', shape: 'bar', name: say('innerLegend') },
            { kind: 'level', shape: 'line', name: say('goal') },
          ]}
        />
      }
    >
      {(plot) => (
        <>
          <Bars plot={plot} kind="ours" values={covered(({ outer }) => outer.covered)} index={0} of={2} />
          <Bars plot={plot} kind="second" values={covered(({ inner }) => inner.covered)} index={1} of={2} />
          <Level plot={plot} y={0.8} />
          <Level plot={plot} y={0.6} />
        </>
      )}
    </Chart>
  );
}

function DaysChart({ report: { days, all }, say, figures }: PartProps) {
  const lines = [
    { kind: 'third', name: say('les'), of: (scores: Scores) => scores.les.mae },
    { kind: 'second', name: say('ql'), of: (scores: Scores) => scores.qlLive.mae },
    { kind: 'ours', name: say('ours'), of: (scores: Scores) => scores.ours.mae },
  ] as const;
  const pointsOf = (of: (scores: Scores) => number | null) =>
    days.map(({ scores }, i): Point | undefined => {
      const value = of(scores);
      return value === null ? undefined : [i, value];
    });
  const highest = Math.max(5, ...lines.flatMap(({ of }) => days.map(({ scores }) => of(scores) ?? 0)));
  return (
    <Chart
      title={say('perDay')}
      summary={say('perDaySummary', {
        ours: figures.one(all.ours.mae),
        ql: figures.one(all.qlLive.mae),
        les: figures.one(all.les.mae),
      })}
      x={{ names: days.map(({ day }) => figures.day(day)) }}
      y={{ domain: [0, highest * 1.05], format: (value) => figures.count(value), label: say('perDayAxis') }}
      legend={<Legend entries={lines.toReversed().map(({ kind, name }) => ({ kind, shape: 'line', name }))} />}
    >
      {(plot) =>
        lines.map(({ kind, of }) => (
          <Line key={kind} plot={plot} kind={kind} points={pointsOf(of)} dots={days.length <= 45} />
        ))
      }
    </Chart>
  );
}

/** The range by the forecast: means of so many tickets that are next to each other. */
const inBand = 12;

function ScatterChart({ report: { sample }, say, figures }: PartProps) {
  const most = Math.max(10, ...sample.map(([, p50, , wait]) => Math.max(p50, wait)));
  const domain = [0, Math.ceil(most / 10) * 10] as const;
  const sorted = sample.toSorted(([, one], [, other]) => one - other);
  const bands = Array.from({ length: Math.floor(sorted.length / inBand) }, (_, i) => {
    const near = sorted.slice(i * inBand, (i + 1) * inBand);
    const mean = (pick: (one: (typeof sorted)[number]) => number) =>
      near.reduce((sum, one) => sum + pick(one), 0) / near.length;
    return [
      mean(([, p50]) => p50),
      mean(([p10]) => p10),
      Math.min(
        domain[1],
        mean(([, , p90]) => p90),
      ),
    ] as const;
  });
  return (
    <Chart
      title={say('scatter')}
      summary={say('scatterSummary', { n: figures.count(sample.length) })}
      x={{ domain, format: (value) => figures.count(value), label: say('scatterX') }}
      y={{ domain, format: (value) => figures.count(value), label: say('scatterY') }}
      height={300}
      legend={
        <Legend
          entries={[
            { kind: 'fact', shape: 'dot', name: say('ticket') },
            { kind: 'ours', shape: 'area', name: say('outerLegend') },
            { kind: 'goal', shape: 'line', name: say('same') },
          ]}
        />
      }
      note={say('scatterNote')}
    >
      {(plot) => (
        <>
          {bands.length > 1 && <Area plot={plot} kind="ours" bands={bands} />}
          <Line
            plot={plot}
            kind="goal"
            points={[
              [0, 0],
              [domain[1], domain[1]],
            ]}
          />
          <g className="cloud">
            <Dots plot={plot} kind="fact" points={sample.map(([, p50, , wait]): Point => [p50, wait])} radius={2.5} />
          </g>
        </>
      )}
    </Chart>
  );
}

function CalibrationChart({ report: { all }, say, figures }: PartProps) {
  const points = shares.map((share, i): Point | undefined => {
    const below = all.below[i];
    return below === null || below === undefined ? undefined : [share, below];
  });
  const axis = {
    domain: [0, 1],
    ticks: [0, 0.2, 0.5, 0.8, 1],
    format: (share: number) => figures.percent(share),
  } as const;
  return (
    <Chart
      title={say('calibration')}
      summary={say('calibrationSummary', { list: all.below.map((share) => figures.percent(share)).join(', ') })}
      x={{ ...axis, label: say('calibrationX') }}
      y={{ ...axis, label: say('calibrationY') }}
      height={300}
      legend={
        <Legend
          entries={[
            { kind: 'ours', shape: 'line', name: say('ours') },
            { kind: 'goal', shape: 'line', name: say('goal') },
          ]}
        />
      }
      note={say('calibrationNote')}
    >
      {(plot) => (
        <>
          <Line
            plot={plot}
            kind="goal"
            points={[
              [0, 0],
              [1, 1],
            ]}
          />
          <Line plot={plot} kind="ours" points={points} dots />
        </>
      )}
    </Chart>
  );
}
