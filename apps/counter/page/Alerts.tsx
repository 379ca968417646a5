import { mayOverride } from '../../../shared/protocol/roles.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { Alarms } from './Alarms.tsx';
import type { Desk } from './Console.tsx';
import { placeOf } from './dialogs/help.ts';
import { Restored } from './Restored.tsx';

/** What everybody must see before anything else: the hub is away, an emergency, a visitor who asks for help. */
export function Alerts({ desk }: { readonly desk: Desk }) {
  const { view, office, language, say, clock, locked, since, live, role } = desk;
  const { visitor } = view;
  const [staff, ...more] = view.staffCalls;
  const [first, ...others] = view.emergencies;
  return (
    <div className="alerts">
      {locked === 'cut' && !desk.refusal && (
        <section className="alert cut" role="alert">
          <Icon name="unplug" />
          <p>
            <b>{say('cutCounter')}</b>
            {visitor ? say('cutServing', { number: visitor.number }) : say('cutIdle')}
          </p>
          <span className="then">
            {say('cutPrint')} <kbd>K</kbd>
          </span>
          <span>
            {say('since')} <span className="num">{clock.exactTime(since)}</span>
          </span>
        </section>
      )}
      {locked === 'fresh' && (
        <section className="alert cut" role="alert">
          <Icon name="hourglass" />
          <p>
            <b>{say('lockedFresh')}</b>
            {say('lockedFreshHelp')}
          </p>
        </section>
      )}
      {live && first && (
        <section className="alert emergency" role="alert">
          <Icon name="warning" />
          <p>
            <b>{say('emergencyAt', { place: placeOf(desk, first) })}</b>
            {say('emergencyHelp')}
          </p>
          {others.length > 0 && <span className="then">{say('andMore', { n: others.length })}</span>}
          {role !== undefined && mayOverride(role) && (
            <span className="then">
              {say('emergencyClear')} <kbd>M</kbd>
            </span>
          )}
          <span>
            {say('since')} <span className="num">{clock.time(first.at)}</span>
          </span>
        </section>
      )}
      <Alarms desk={desk} />
      <Restored desk={desk} />
      {live && view.advice && (
        <section className="alert staff" role="status">
          <Icon name="users" />
          <p>
            <b>{say('adviceHere')}</b>{' '}
            {say('adviceHereHelp', {
              stage: office.stages.find(({ id }) => id === view.advice?.stage)?.name[language] ?? view.advice.stage,
              p80: view.advice.p80Minutes,
              promise: view.advice.promiseMinutes,
            })}
          </p>
          <span>
            {say('since')} <span className="num">{clock.time(view.advice.since)}</span>
          </span>
        </section>
      )}
      {live && staff && (
        <section className="alert staff" role="status">
          <Icon name="bell" />
          <p>
            <b>{say('staffWanted', { device: staff.device })}</b> {say('staffWantedHelp')}
          </p>
          {more.length > 0 && <span className="then">{say('andMore', { n: more.length })}</span>}
          <span>
            {say('since')} <span className="num">{clock.time(staff.since)}</span>
          </span>
        </section>
      )}
    </div>
  );
}
