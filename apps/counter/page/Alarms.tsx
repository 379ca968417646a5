import { alarmWords } from '../../../shared/protocol/alarmTexts.ts';
import type { HubAlarm } from '../../../shared/protocol/alarms.ts';
import type { Text } from '../../../shared/protocol/office.ts';
import { mayOverride } from '../../../shared/protocol/roles.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import type { Desk } from './Console.tsx';

/** What is wrong with the hub: a supervisor is told all of it, an officer only what changes the work at the counter. */
export function alarmsFor({ view, live, role }: Pick<Desk, 'view' | 'live' | 'role'>): readonly HubAlarm[] {
  if (!live) return [];
  const all = role !== undefined && mayOverride(role);
  return view.alarms.filter(({ alarm }) => all || alarmWords[alarm].officer !== undefined);
}

/** The gravest alarm in one line, with how many more there are; or why the hub has stopped. */
export function Alarms({ desk }: { readonly desk: Desk }) {
  const { say, clock, language, role, refusal, since } = desk;
  if (refusal) return <Stopped why={refusal} desk={desk} since={clock.exactTime(since)} />;
  const [first, ...others] = alarmsFor(desk);
  if (!first) return null;
  const { title, help, officer } = alarmWords[first.alarm];
  const leads = role !== undefined && mayOverride(role);
  return (
    <section className="alert staff" role="status">
      <Icon name={leads ? 'warning' : 'info'} />
      <p>
        {leads ? (
          <>
            <b>{title[language]}.</b> {help[language]}
          </>
        ) : (
          officer?.[language]
        )}
      </p>
      {others.length > 0 && <span className="then">{say('andMore', { n: others.length })}</span>}
      <span>
        {say('since')} <span className="num">{clock.time(first.since)}</span>
      </span>
    </section>
  );
}

/** The hub is there, and says that it does not serve. Its first sentence is what is so, the rest what to do. */
function Stopped({ why, desk, since }: { readonly why: Text; readonly desk: Desk; readonly since: string }) {
  const { say, language } = desk;
  const [title = '', ...rest] = why[language].split(/(?<=\.) /);
  return (
    <section className="alert cut" role="alert">
      <Icon name="warning" />
      <p>
        <b>{title}</b>
        {rest.join(' ')}
      </p>
      <span className="then">
        {say('cutPrint')} <kbd>K</kbd>
      </span>
      <span>
        {say('since')} <span className="num">{since}</span>
      </span>
    </section>
  );
}
