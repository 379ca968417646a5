import type { Language, Office } from '../../../../../shared/protocol/office.ts';
import type { Staffing } from '../../../whatIf/asks.ts';
import type { Figures } from '../accuracy/figures.ts';
import { Chart } from '../chart/Chart.tsx';
import { Bars, Legend, Line } from '../chart/marks.tsx';
import { hourOf, hourTicks } from '../whatIf/hours.ts';
import { sayStaffing } from './texts.ts';
import { differences, listed, spansOf } from './words.ts';

interface Props {
  readonly staffing: Staffing;
  readonly office: Office;
  readonly language: Language;
  readonly figures: Figures;
}

/** The roster a promise needs: in words, as a step plot against the one that was kept, by service, and by counter. */
export function Plan(props: Props) {
  const { staffing, office, language, figures } = props;
  const say = sayStaffing(language);
  const { halfHours, services, holds, rosterOf, rounds, draws, learnedFrom, left } = staffing;
  const { under, over } = differences(staffing);
  const day = figures.date(rosterOf);
  const nameOf = (service: string) => office.services.find(({ id }) => id === service)?.name[language] ?? service;
  const broken = services.filter((service) => !service.holds).map(({ service }) => nameOf(service));
  return (
    <article className="result plan">
      <section className="verdict">
        <h2>
          {holds
            ? say('holds', { most: Math.max(0, ...halfHours.map(({ needed }) => needed)) })
            : broken.length > 0
              ? say('holdsNot', { services: listed(broken, language) })
              : !halfHours.some((half) => half.broken)
                ? say('holdsNotLeft')
                : say('holdsNotHalves', {
                    halves: listed(
                      spansOf(
                        halfHours.filter((half) => half.broken),
                        language,
                      ),
                      language,
                    ),
                  })}
        </h2>
        <ul>
          {under.length > 0 && <li>{say('under', { day, spans: listed(spansOf(under, language), language) })}</li>}
          {over.length > 0 && <li>{say('over', { day, spans: listed(spansOf(over, language), language) })}</li>}
          {under.length + over.length === 0 && <li>{say('fits', { day })}</li>}
          {Math.max(left.needed, left.roster) >= 0.5 && (
            <li>{say('leftOver', { needed: figures.one(left.needed), roster: figures.one(left.roster), day })}</li>
          )}
          <li>{say('basis', { rounds, draws, days: learnedFrom })}</li>
        </ul>
      </section>
      <Steps {...props} />
      <div className="plots">
        <Services {...props} />
        <Counters {...props} />
      </div>
    </article>
  );
}

function Steps({ staffing: { halfHours, rosterOf }, language, figures }: Props) {
  const say = sayStaffing(language);
  const first = Math.min(...halfHours.map(({ from }) => from));
  const last = Math.max(...halfHours.map(({ from }) => from)) + 30;
  const x = {
    domain: [first, last] as const,
    ticks: hourTicks(first, last),
    format: (at: number) => hourOf(at, language),
  };
  const steps = (of: (half: (typeof halfHours)[number]) => number) => {
    const points = halfHours.map((half) => [half.from, of(half)] as const);
    const end = points.at(-1);
    return end ? [...points, [last, end[1]] as const] : points;
  };
  const most = Math.max(1, ...halfHours.flatMap(({ needed, opened, erlang }) => [needed, opened, erlang]));
  return (
    <div className="plots">
      <Chart
        title={say('plotTitle')}
        summary={say('plotSummary')}
        x={x}
        y={{
          domain: [0, most + 0.5],
          ticks: Array.from({ length: most + 1 }, (_, i) => i),
          format: figures.count,
          label: say('counters'),
        }}
        legend={
          <Legend
            entries={[
              { kind: 'ours', shape: 'line', name: say('needed') },
              { kind: 'second', shape: 'line', name: say('opened', { day: figures.day(rosterOf) }) },
              { kind: 'third', shape: 'line', name: say('erlang') },
            ]}
          />
        }
      >
        {(plot) => (
          <>
            <Line plot={plot} kind="third" points={steps(({ erlang }) => erlang)} step />
            <Line plot={plot} kind="second" points={steps(({ opened }) => opened)} step />
            <Line plot={plot} kind="ours" points={steps(({ needed }) => needed)} step />
          </>
        )}
      </Chart>
      <Chart
        title={say('comeTitle')}
        summary={say('comeSummary')}
        x={{ names: halfHours.map(({ from }) => hourOf(from, language)) }}
        y={{
          domain: [0, Math.max(1, ...halfHours.map(({ comes }) => comes)) * 1.05],
          format: figures.count,
          label: say('visitors'),
        }}
      >
        {(plot) => <Bars plot={plot} kind="second" values={halfHours.map(({ comes }) => comes)} />}
      </Chart>
    </div>
  );
}

function Services({ staffing: { services, rosterOf }, office, language, figures }: Props) {
  const say = sayStaffing(language);
  const whole = (minutes: number | null) => (minutes === null ? '–' : figures.count(Math.round(minutes)));
  return (
    <table className="table">
      <caption>{say('services')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('service')}</th>
          <th scope="col" className="n">
            {say('promised')}
          </th>
          <th scope="col" className="n">
            {say('withNeeded')}
          </th>
          <th scope="col" className="n">
            {say('withRoster', { day: figures.day(rosterOf) })}
          </th>
          <th scope="col">{say('kept')}</th>
        </tr>
      </thead>
      <tbody>
        {services
          .filter(({ needed, roster }) => needed !== null || roster !== null)
          .map(({ service, promiseMinutes, needed, roster, holds }) => (
            <tr key={service}>
              <th scope="row">{office.services.find(({ id }) => id === service)?.name[language] ?? service}</th>
              <td className="n">{promiseMinutes}</td>
              <td className="n">{whole(needed)}</td>
              <td className="n">{whole(roster)}</td>
              <td>{say(holds ? 'yes' : 'no')}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Counters({ staffing: { counters }, office, language }: Props) {
  const say = sayStaffing(language);
  const rows = office.counters.flatMap(({ id, number }) => {
    const mine = counters.find(({ counter }) => counter === id);
    return mine ? [{ id, number, spans: mine.spans }] : [];
  });
  return (
    <table className="table">
      <caption>{say('plan')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('counter')}</th>
          <th scope="col">{say('open')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, number, spans }) => (
          <tr key={id}>
            <th scope="row">{number}</th>
            <td>{spans.map(({ from, to }) => `${hourOf(from, language)}–${hourOf(to, language)}`).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
