import type { ReactNode } from 'react';
import { encode } from 'uqr';
import type { Instant } from '../../../shared/ids.ts';
import type { AgentService } from '../../../shared/protocol/agent.ts';
import type { Language, Office, Service } from '../../../shared/protocol/office.ts';
import type { Estimate } from '../../../shared/protocol/replies.ts';
import type { PrinterState } from '../../../shared/protocol/commands.ts';
import { clockOf, spanText, waitRange } from '../../../shared/ui/time.ts';
import { Icon, type IconName } from '../../../shared/ui/icons.tsx';
import { cap } from './pageKeys.ts';
import { rangeMark, spanMark } from './spokenPage.ts';
import type { Say, Word } from './texts.ts';

/** What every part of the page needs to speak. */
export interface Voice {
  readonly language: Language;
  readonly say: Say;
  readonly office: Office;
  readonly now: Instant;
}

export function Head({ office, language, now, isQuiet = false }: Voice & { readonly isQuiet?: boolean }) {
  const date = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone: office.timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return (
    <>
      <header className="head">
        <span className="mono" aria-hidden="true">
          {office.monogram}
        </span>
        <p className="office">
          <b>{office.name[language]}</b>
          <span>{office.town}</span>
        </p>
        <time dateTime={new Date(now).toISOString()}>
          <span className="num">{clockOf(office.timeZone, language).time(now)}</span>
          <span className="date">{date.format(now)}</span>
        </time>
      </header>
      {!isQuiet && <div className="tumpal" aria-hidden="true" />}
    </>
  );
}

export function Strip({
  icon,
  title,
  help,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly help: string;
}) {
  return (
    <div className="strip" role="status">
      <Icon name={icon} />
      <p>
        <b data-say="">{title}</b>
        <span data-say="">{help}</span>
      </p>
    </div>
  );
}

const printerWords = { ready: 'printerReady', nearEnd: 'printerReady', unknown: 'printerUnknown' } as const satisfies {
  readonly [S in PrinterState]?: Word;
};

export interface Aids {
  readonly large: boolean;
  readonly contrast: boolean;
  readonly low: boolean;
  readonly spoken: boolean;
}

/** Help that is always in the same place, inside reach. */
export function Dock({
  say,
  language,
  printer,
  aids,
  isStaffCalled,
  onLanguage,
  onAccess,
  onStaff,
  onRepeat,
}: Voice & {
  readonly printer: PrinterState;
  readonly aids: Aids;
  readonly isStaffCalled: boolean;
  readonly onLanguage: () => void;
  readonly onAccess: () => void;
  readonly onStaff: () => void;
  readonly onRepeat: () => void;
}) {
  const word = Object.hasOwn(printerWords, printer) ? printerWords[printer as keyof typeof printerWords] : 'printerOut';
  return (
    <div className="bottom">
      <nav className={aids.spoken ? 'aids four' : 'aids'} aria-label={say('help')}>
        <button type="button" className="key" lang={language === 'id' ? 'en' : 'id'} {...cap('/')} onClick={onLanguage}>
          <Icon name="languages" />
          <span>{say('language')}</span>
        </button>
        <button type="button" className="key" {...cap('*')} onClick={onAccess}>
          <Icon name="accessibility" />
          <span>{say('access')}</span>
        </button>
        <button
          type="button"
          className={isStaffCalled ? 'key called' : 'key'}
          {...cap('.')}
          aria-disabled={isStaffCalled}
          onClick={() => {
            if (!isStaffCalled) onStaff();
          }}
        >
          <Icon name={isStaffCalled ? 'check' : 'bell'} />
          <span>{say(isStaffCalled ? 'staffCalled' : 'staff')}</span>
        </button>
        {aids.spoken && (
          <button type="button" className="key" {...cap('0')} onClick={onRepeat}>
            <Icon name="sound" />
            <span>{say('repeat')}</span>
          </button>
        )}
      </nav>
      <footer className="foot">
        <span>{say('privacy')}</span>
        <span>
          <Icon name="printer-check" />
          {say(word)}
        </span>
      </footer>
    </div>
  );
}

/** `35–50 menit`, to 5 minutes. */
export function Range({
  estimate,
  now,
  say,
}: {
  readonly estimate: NonNullable<Estimate>;
  readonly now: Instant;
  readonly say: Say;
}) {
  const { low, high, unit } = waitRange(estimate.low, estimate.high, now);
  return (
    <>
      <span className="num">
        {low}–{high}
      </span>{' '}
      {say(unit)}
    </>
  );
}

/** `11.15–11.30`: when that is by the clock of the office. */
export function ClockRange({
  estimate,
  voice: { office, language },
}: {
  readonly estimate: NonNullable<Estimate>;
  readonly voice: Pick<Voice, 'office' | 'language'>;
}) {
  return <span className="num">{spanText(estimate, clockOf(office.timeZone, language))}</span>;
}

const columns = ['', 'facts one', 'facts two', 'facts'] as const;

/** How long, when by the clock, how many; where the wait is not known, that (F3). */
export function Facts({
  estimate,
  count,
  countWord,
  voice,
}: {
  readonly estimate: Estimate;
  readonly count: number | null;
  readonly countWord: Word;
  readonly voice: Voice;
}) {
  const { say, now, office, language } = voice;
  const facts: readonly { readonly label: Word; readonly value: ReactNode; readonly said: string }[] = [
    ...(estimate
      ? [
          {
            label: 'wait' as const,
            value: <Range estimate={estimate} now={now} say={say} />,
            said: rangeMark(waitRange(estimate.low, estimate.high, now), say),
          },
          {
            label: 'calledAt' as const,
            value: <ClockRange estimate={estimate} voice={voice} />,
            said: spanMark(spanText(estimate, clockOf(office.timeZone, language)), say),
          },
        ]
      : [
          {
            label: 'wait' as const,
            value: <span className="unknown">{say('waitUnknown')}</span>,
            said: say('waitUnknown'),
          },
        ]),
    ...(count === null
      ? []
      : [
          {
            label: countWord,
            said: `${count}|${say('people')}`,
            value: (
              <>
                <span className="num">{count}</span> {say('people')}
              </>
            ),
          },
        ]),
  ];
  return (
    <dl className={columns[facts.length]}>
      {facts.map(({ label, value, said }) => (
        <div key={label} data-say={`${say(label)}|${said}`}>
          <dt>{say(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Steps({
  service,
  office,
  language,
}: Pick<Voice, 'office' | 'language'> & { readonly service: Service }) {
  const { stages, later } = service;
  return (
    <ol className="steps">
      {stages.map((id, i) => (
        <li key={id}>
          <span className="num">{i + 1}</span>
          {office.stages.find((stage) => stage.id === id)?.name[language] ?? id}
        </li>
      ))}
      {later && (
        <li className="later">
          <span className="num">{stages.length + 1}</span>
          {later.name[language]}
          <small>{later.when[language]}</small>
        </li>
      )}
    </ol>
  );
}

export function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={text}>
      <rect width={size} height={size} fill="#fff" />
      <path fill="#000" d={path} />
    </svg>
  );
}

const closedWords = {
  hours: 'closedHours',
  paused: 'closedPaused',
  stopped: 'closedStopped',
  quota: 'closedQuota',
  share: 'closedShare',
  day: 'closedDay',
} as const satisfies { readonly [W in NonNullable<AgentService['why']>]: Word };

/** Why, and when instead. */
export function closedReason({ why = 'hours', opens }: AgentService, voice: Voice): string {
  const again = opens === undefined ? '' : opensText(opens, voice);
  if (why === 'hours' && again !== '') return again;
  return [voice.say(closedWords[why]), again].filter((part) => part !== '').join(' ');
}

export function opensText(opens: Instant, { say, office, language, now }: Voice): string {
  const clock = clockOf(office.timeZone, language);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: office.timeZone });
  if (day.format(opens) === day.format(now)) return say('opensToday', { time: clock.time(opens) });
  if (day.format(opens) === day.format(now + 86_400_000)) return say('opensTomorrow', { time: clock.time(opens) });
  return say('opensOn', { date: clock.date(opens), time: clock.time(opens) });
}
