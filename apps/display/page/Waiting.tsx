import { Icon } from '../../../shared/ui/icons.tsx';
import { waitRange } from '../../../shared/ui/time.ts';
import type { Hall } from './Display.tsx';

const rowsShown = 7;
const turnMs = 12_000;

/** Services that are served in this zone, in the order of the office. */
function servicesOf({ view, office }: Hall) {
  const stages = new Set(office.counters.filter(({ zone }) => zone === view.zone).flatMap(({ tiers }) => tiers.flat()));
  const here = view.waiting.flatMap((row) => {
    const service = office.services.find(({ id }) => id === row.id);
    return service?.stages.some((stage) => stages.has(stage)) ? [{ ...row, service }] : [];
  });
  return here;
}

export function Waiting({ hall }: { readonly hall: Hall }) {
  const { say, sayOther, other, strangers, live, now, language } = hall;
  if (!live) {
    return (
      <section className="waits">
        <h2>{say('waiting')}</h2>
        <p>{say('cutWaiting')}</p>
        <p lang={other}>{sayOther('cutListen')}</p>
      </section>
    );
  }
  const all = servicesOf(hall);
  const pages = Math.max(1, Math.ceil(all.length / rowsShown));
  const perPage = Math.ceil(all.length / pages);
  const first = (Math.floor(now / turnMs) % pages) * perPage;
  const estimated = all.some(({ estimate }) => estimate !== null);
  return (
    <section className={all.length <= 5 ? 'waits few' : 'waits'} {...(estimated ? {} : { 'data-noestimate': true })}>
      <table>
        <colgroup>
          <col />
          <col />
          <col />
          {estimated && <col />}
        </colgroup>
        <thead>
          <tr>
            <th colSpan={2}>
              {say('waiting')} {strangers && <small lang={other}>{sayOther('waiting')}</small>}
            </th>
            <th>
              <Icon name="users" />
              <span className="vh">{say('people')}</span>
            </th>
            {estimated && <th>{say('minutes')}</th>}
          </tr>
        </thead>
        <tbody>
          {all.slice(first, first + perPage).map(({ id, service, waiting, estimate, open }) => (
            <tr key={id}>
              <td>
                <span className="num">{service.prefix}</span>
              </td>
              <td>{service.short[language]}</td>
              {open || waiting > 0 ? (
                <td>
                  <span className="num">{waiting}</span>
                </td>
              ) : (
                <td className="shut">{say('closed')}</td>
              )}
              {estimated && (
                <td>
                  <Range hall={hall} estimate={open ? estimate : null} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Range({
  hall: { now, say },
  estimate,
}: {
  readonly hall: Hall;
  readonly estimate: { readonly low: number; readonly high: number } | null;
}) {
  if (estimate === null) return null;
  const { low, high, unit } = waitRange(estimate.low, estimate.high, now);
  return (
    <>
      <span className="num">
        {low}–{high}
      </span>
      {unit === 'hours' && <small>{say('hours')}</small>}
    </>
  );
}
