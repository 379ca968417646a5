import type { AgentState } from '../../../shared/protocol/agent.ts';
import { weekdays, type Language } from '../../../shared/protocol/office.ts';
import { hourText } from '../../../shared/ui/time.ts';
import { Icon, type IconName } from '../../../shared/ui/icons.tsx';
import './calm.css';
import { cap } from './pageKeys.ts';
import { opensText, type Voice } from './parts.tsx';

/** Nothing can be pressed: what has happened, and what to do instead. */
export function Still({
  icon,
  title,
  help,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly help: string;
}) {
  return (
    <main className="still">
      <div role="status">
        <Icon name={icon} />
        <h1 data-say="">{title}</h1>
        <p data-say="">{help}</p>
      </div>
    </main>
  );
}

/** Nobody can take a number now, for no other reason than the hour. */
export function isShut({ services }: AgentState): boolean {
  return services.length > 0 && services.every(({ open, why }) => !open && (why === 'hours' || why === 'day'));
}

export function Shut({
  voice,
  state,
  onFind,
}: {
  readonly voice: Voice;
  readonly state: AgentState;
  readonly onFind: () => void;
}) {
  const { say, office, language, now } = voice;
  const next = state.services.flatMap(({ opens }) => opens ?? []).toSorted((a, b) => a - b)[0];
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: office.timeZone });
  const isEarly = next !== undefined && day.format(next) === day.format(now);
  return (
    <main className="shut">
      <Icon name="moon" />
      <h1 data-say="">{say(isEarly ? 'shutEarly' : 'shut')}</h1>
      <p className="say">
        {!isEarly && say('shutHelp')} {next !== undefined && opensText(next, voice)}
      </p>
      <dl className="hours">
        {weekOf(voice).map(({ days, spans }) => (
          <div key={days}>
            <dt>{days}</dt>
            <dd>{spans === '' ? say('closed') : <span className="num">{spans}</span>}</dd>
          </div>
        ))}
      </dl>
      <div className="acts one">
        <button type="button" className="key" {...cap('1')} onClick={onFind}>
          <Icon name="receipt-text" />
          {say('find')}
        </button>
      </div>
    </main>
  );

  /** Days with the same hours in one line, from Monday. */
  function weekOf({ office: { hours } }: Voice) {
    const order = [...weekdays.slice(1), weekdays[0]];
    const rows: { from: number; to: number; spans: string }[] = [];
    for (const [i, weekday] of order.entries()) {
      const spans = (hours.weekly[weekday] ?? [])
        .map(({ from, to }) => [from, to].map((time) => hourText(time.replace(':', '.'), language)).join('–'))
        .join(', ');
      const last = rows.at(-1);
      if (last?.spans === spans) last.to = i;
      else rows.push({ from: i, to: i, spans });
    }
    return rows.map(({ from, to, spans }) => ({
      days:
        from === to
          ? dayName(from, language)
          : say('days', { from: dayName(from, language), to: dayName(to, language) }),
      spans,
    }));
  }
}

/** 0 is Monday; 2024-01-01 was one. */
function dayName(index: number, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', { weekday: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, 0, 1 + index));
}
