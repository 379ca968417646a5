import type { Language, Office } from '../../../../../shared/protocol/office.ts';
import type { Scores } from '../../../record/report.ts';
import type { Figures } from './figures.ts';
import type { PartProps } from './Headline.tsx';
import type { SayAccuracy } from './texts.ts';

/** Every figure of the protocol, by service and lane and by horizon. */
export function Tables({
  report: { services, horizons },
  say,
  figures,
  language,
  office,
}: PartProps & { readonly language: Language; readonly office: Office }) {
  const nameOf = (service: string) => office.services.find(({ id }) => id === service)?.name[language] ?? service;
  const columns = columnsOf(say, figures);
  const heads = columns.map(({ head }) => (
    <th key={head} scope="col" className="n">
      {head}
    </th>
  ));
  const cells = (scores: Scores) =>
    columns.map(({ head, cell }) => (
      <td key={head} className="n">
        {cell(scores)}
      </td>
    ));
  return (
    <>
      <div className="scroll" role="region" aria-label={say('services')} tabIndex={0}>
        <table className="table">
          <caption>{say('services')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('service')}</th>
              <th scope="col">{say('lane')}</th>
              {heads}
            </tr>
          </thead>
          <tbody>
            {services.map(({ service, lane, scores }) => (
              <tr key={`${service}/${lane}`}>
                <th scope="row">{nameOf(service)}</th>
                <td>{say(lane)}</td>
                {cells(scores)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="scroll" role="region" aria-label={say('horizons')} tabIndex={0}>
        <table className="table">
          <caption>{say('horizons')}</caption>
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                {say('horizon')}
              </th>
              {heads}
            </tr>
          </thead>
          <tbody>
            {horizons.map(({ name, scores }) => (
              <tr key={name}>
                <th scope="row" colSpan={2}>
                  {name === 'over 60' ? say('over60') : name}
                </th>
                {cells(scores)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface Column {
  readonly head: string;
  readonly cell: (scores: Scores) => string;
}

function columnsOf(say: SayAccuracy, { one, signed, percent, count }: Figures): readonly Column[] {
  return [
    { head: say('called'), cell: ({ called }) => count(called) },
    { head: say('unseen'), cell: ({ unseen }) => count(unseen) },
    { head: say('mae'), cell: ({ ours }) => one(ours.mae) },
    { head: say('maeQl'), cell: ({ qlLive }) => one(qlLive.mae) },
    { head: say('maeLes'), cell: ({ les }) => one(les.mae) },
    { head: say('relative'), cell: ({ ours }) => percent(ours.medianRelative) },
    { head: say('bias'), cell: ({ ours }) => signed(ours.bias) },
    { head: say('late'), cell: ({ ours }) => percent(ours.late) },
    { head: say('outer'), cell: ({ outer }) => percent(outer.covered) },
    { head: say('outerWidth'), cell: ({ outer }) => one(outer.width) },
    { head: say('inner'), cell: ({ inner }) => percent(inner.covered) },
    { head: say('pinball'), cell: ({ pinball }) => (pinball[1] === null ? one(null) : pinball.map(one).join(' / ')) },
    { head: say('keptColumn'), cell: ({ promised, kept }) => percent(promised === 0 ? null : kept / promised) },
    { head: say('revisions'), cell: ({ revisions }) => one(revisions) },
  ];
}
