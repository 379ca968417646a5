import type { Instant } from '../../../shared/ids.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { timerText } from '../../../shared/ui/time.ts';
import type { Desk } from './Console.tsx';
import type { Key, Keys } from './keys.ts';

interface KeyboardProps {
  readonly desk: Desk;
  readonly keys: Keys;
  /** While a choice is open, only its own keys can be pressed. */
  readonly choosing: boolean;
  readonly onPress: (key: Key) => void;
}

export function Keyboard({ desk, keys: { main, others }, choosing, onPress }: KeyboardProps) {
  const { say, live, slow } = desk;
  const closed = !live || choosing || slow !== undefined;
  const mainClosed = closed || !main.does;
  return (
    <nav className="keys">
      <button
        type="button"
        className={`key main${slow ? ' wait' : main.notYet && !closed ? ' notyet' : ''}`}
        aria-disabled={mainClosed}
        onClick={() => onPress(main)}
      >
        {slow ? (
          <span>
            {say('waitForAnswer')}
            <small>{say('waitForAnswerHelp')}</small>
          </span>
        ) : (
          <span>
            {main.label}
            {live ? main.help !== undefined && <small>{main.help}</small> : <small>{say('waitForLink')}</small>}
          </span>
        )}
        {slow ? <Icon name="hourglass" /> : <kbd>{main.cap}</kbd>}
      </button>
      {others.map((key) => (
        <button
          key={key.cap}
          type="button"
          className="key"
          aria-disabled={closed || !key.does}
          onClick={() => onPress(key)}
        >
          <span>
            {key.label}
            {live && key.help !== undefined && <small>{key.help}</small>}
          </span>
          <kbd>{key.cap}</kbd>
        </button>
      ))}
    </nav>
  );
}

/** Not live: keep the visitor, close the keys, say what to do. */
export function Cut({ desk: { say, clock, view }, since }: { readonly desk: Desk; readonly since: Instant }) {
  const { visitor } = view;
  return (
    <section className="cut" role="alert">
      <Icon name="unplug" />
      <p>
        <b>{say('cutCounter')}</b>
        {visitor ? say('cutServing', { number: visitor.number }) : say('cutIdle')}
      </p>
      <span>
        {say('since')}
        <span className="num">{clock.exactTime(since)}</span>
      </span>
    </section>
  );
}

/** Of several printers the one in most trouble is named. */
function printerWord(printers: Desk['view']['printers']) {
  if (printers.length === 0) return 'printerNone';
  if (printers.some((printer) => printer !== 'ready' && printer !== 'nearEnd' && printer !== 'unknown'))
    return 'printerTrouble';
  return printers.includes('nearEnd') ? 'printerNearEnd' : 'printerReady';
}

export function Status({
  desk,
  since,
  onChoose,
}: {
  readonly desk: Desk;
  readonly since: Instant;
  readonly onChoose?: () => void;
}) {
  const { say, live, slow, view, now } = desk;
  const printer = printerWord(view.printers);
  return (
    <footer className="status">
      {live ? (
        <span>
          <Icon name={slow ? 'hourglass' : 'check'} />
          {say(slow ? 'linkSlow' : 'linkLive')}
        </span>
      ) : (
        <span>
          <Icon name="unplug" />
          {say('linkCut', { for: timerText(now - since) })}
        </span>
      )}
      {live ? (
        <>
          <span>
            <Icon
              name={printer === 'printerReady' ? 'printer-check' : printer === 'printerNearEnd' ? 'printer' : 'warning'}
            />
            {say(printer)}
          </span>
          <span>
            <Icon name={view.sound === 'ready' ? 'sound' : 'sound-off'} />
            {say(view.sound === 'ready' ? 'soundReady' : 'soundOff')}
          </span>
        </>
      ) : (
        <span>{say('unknownDevices')}</span>
      )}
      {onChoose && (
        <span className="push">
          {say('chooseKey')} <kbd>/</kbd>
        </span>
      )}
    </footer>
  );
}
