import type { Estimate } from '../../../shared/protocol/replies.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { spanText } from '../../../shared/ui/time.ts';
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
  const estimated = all.some(({ estimate, open }) => open && estimate !== null);
  const title = estimated ? 'newNumbers' : 'waiting';
  const unknown = !estimated && all.some(({ open }) => open);
  return (
    <section className={all.length <= 5 ? 'waits few' : 'waits'} {...(estimated ? { 'data-when': true } : {})}>
      <table>
        <colgroup>
          <col />
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th colSpan={unknown ? 3 : 2}>
              {say(title)} {unknown && <small>{say('waitsUnknown')}</small>}
              {strangers && !unknown && <small lang={other}>{sayOther(title)}</small>}
            </th>
            {estimated && <th>{say('calledAbout')}</th>}
            {!estimated && !unknown && (
              <th>
                <Icon name="users" />
                <span className="vh">{say('people')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {all.slice(first, first + perPage).map(({ id, service, waiting, estimate, open, later }) => (
            <tr key={id}>
              <td>
                <span className="num">{service.prefix}</span>
              </td>
              <td>
                {service.short[language]}{' '}
                {later && (
                  <span className="later">
                    <Icon name="hourglass" />
                    <span className="vh">{say('later')}</span>
                  </span>
                )}
              </td>
              {estimated && open ? (
                <td className="when">
                  <When hall={hall} estimate={estimate} />
                </td>
              ) : open || waiting > 0 ? (
                <td>
                  <span className="num">{waiting}</span>
                  {estimated && <small> {say('people')}</small>}
                </td>
              ) : (
                <td className="shut">{say('closed')}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** F2: the clock stands still while the minutes run, so that a glance up later finds the same time. */
function When({ hall: { say, clock }, estimate }: { readonly hall: Hall; readonly estimate: Estimate }) {
  if (estimate === null) return <small>{say('waitUnknown')}</small>;
  return <span className="num">{spanText(estimate, clock)}</span>;
}
