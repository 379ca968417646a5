import type { Desk } from './Console.tsx';

/** The last known list on paper, for when the hub is gone. Only a printer sees it. */
export function Roster({ desk }: { readonly desk: Desk }) {
  const { view, office, say, language, clock, now, live, since, counterNumber } = desk;
  const at = live ? now : since;
  const name = (service: string) => office.services.find(({ id }) => id === service)?.name[language] ?? '';
  const rest = view.total - view.waiting.length;
  const officer = office.officers.find(({ id }) => id === view.officer)?.name;
  const parked = view.parked.map(({ number, until }) =>
    until === undefined ? number : `${number} (${say('backAtTime', { time: clock.time(until) })})`,
  );
  return (
    <section className="roster" aria-hidden="true">
      <header>
        <h1>{say('rosterTitle', { n: counterNumber })}</h1>
        <p>
          {office.name[language]}
          {officer !== undefined && ` · ${officer}`}
        </p>
        <p>
          <b>{say('rosterAt', { date: clock.date(at), time: clock.exactTime(at) })}</b>
          {!live && ` · ${say('cutCounter')}`}
        </p>
        <p>{say('rosterHelp')}</p>
      </header>
      <table>
        <thead>
          <tr>
            <th>{say('rosterNumber')}</th>
            <th>{say('rosterService')}</th>
            <th>{say('rosterLane')}</th>
            <th>{say('rosterSince')}</th>
            <th>{say('rosterDone')}</th>
          </tr>
        </thead>
        <tbody>
          {view.visitor && (
            <tr className="here">
              <td className="num">{view.visitor.number}</td>
              <td>
                {name(view.visitor.service)} ({say('rosterHere').toLowerCase()})
              </td>
              <td>{say(view.visitor.lane)}</td>
              <td className="num" />
              <td className="tick" />
            </tr>
          )}
          {view.waiting.map((row) => (
            <tr key={row.ticket}>
              <td className="num">{row.number}</td>
              <td>{name(row.service)}</td>
              <td>
                {say(row.lane)}
                {row.slot !== undefined && ` ${clock.time(row.slot)}`}
              </td>
              <td className="num">{clock.time(row.since)}</td>
              <td className="tick" />
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p>{say('rosterRest', { n: rest })}</p>}
      {parked.length > 0 && <p>{say('parkedList', { list: parked.join('; ') })}</p>}
      {view.missed.length > 0 && (
        <p>{say('missedList', { list: view.missed.map(({ number }) => number).join(', ') })}</p>
      )}
    </section>
  );
}
