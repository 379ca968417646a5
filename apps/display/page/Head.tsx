import type { Instant } from '../../../shared/ids.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { Mute } from './Call.tsx';
import type { Hall } from './Display.tsx';

export function Head({ hall: { office, view, clock, now, live, language, say, mute } }: { readonly hall: Hall }) {
  const zone = office.zones.find(({ id }) => id === view.zone);
  const [hour, minute] = clock.time(now).split(/[.:]/);
  const mark = language === 'id' ? '.' : ':';
  return (
    <header className="top">
      <span className="mono" aria-hidden="true">
        {office.monogram}
      </span>
      <b>{office.name[language]}</b>
      <span className="zone">
        {zone?.name[language]}
        {mute && <Mute say={say} />}
      </span>
      <span className="date">{clock.date(now)}</span>
      <time className="num">
        {hour}
        <span className={live && now % 2_000 >= 1_000 ? 'beat off' : 'beat'}>{mark}</span>
        {minute}
      </time>
    </header>
  );
}

export function Alert({ hall: { say, clock }, since }: { readonly hall: Hall; readonly since: Instant }) {
  return (
    <section className="alert" role="alert">
      <Icon name="unplug" />
      <p>
        <b>{say('cutDisplay')}</b>
        <span>{say('cutDisplayHelp')}</span>
      </p>
      <span>
        {say('since')} <span className="num">{clock.exactTime(since)}</span>
      </span>
    </section>
  );
}

/** In both languages whatever the zone asks for: whoever reads this must act. */
export function Emergency({ hall: { say, sayOther, other } }: { readonly hall: Hall }) {
  return (
    <section className="band warns" role="alert">
      <Icon name="warning" />
      <div>
        <h1>{say('emergency')}</h1>
        <p>{say('emergencyHelp')}</p>
        <p lang={other}>
          <b>{sayOther('emergency')}.</b> {sayOther('emergencyHelp')}
        </p>
      </div>
    </section>
  );
}
