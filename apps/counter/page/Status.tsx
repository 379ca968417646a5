import { secondMs } from '../../../shared/ids.ts';
import { Icon } from '../../../shared/ui/icons.tsx';
import { timerText } from '../../../shared/ui/time.ts';
import type { Desk } from './Console.tsx';
import type { Action, Keys } from './keys.ts';

/** Of several printers the one in most trouble is named. */
function printerWord(printers: Desk['view']['printers']) {
  if (printers.length === 0) return 'printerNone';
  if (printers.some((printer) => printer !== 'ready' && printer !== 'nearEnd' && printer !== 'unknown'))
    return 'printerTrouble';
  return printers.includes('nearEnd') ? 'printerNearEnd' : 'printerReady';
}

/** A voice that has not reported within this is taken not to be heard. */
const unheardMs = 5 * secondMs;

/** A1, A2: was the call heard? Else how the voice of the zone stands. */
function soundWord({ view: { visitor, sound }, now }: Desk) {
  if (visitor?.phase === 'called') {
    if (visitor.spoken === 'spoken') return 'heard';
    if (visitor.spoken === 'shown') return 'shownOnly';
    if (visitor.spoken === 'failed' || now - visitor.since > unheardMs) return 'notHeard';
  }
  if (sound === 'ready') return 'soundReady';
  return sound === 'blocked' ? 'soundBlocked' : 'soundMissing';
}

export function Status({
  desk,
  keys,
  onPress,
}: {
  readonly desk: Desk;
  readonly keys?: Keys;
  readonly onPress?: (key: Pick<Action, 'does'>) => void;
}) {
  const { say, live, slow, view, now, since, locked } = desk;
  const printer = printerWord(view.printers);
  const sound = soundWord(desk);
  const quiet = sound === 'soundReady' || sound === 'heard';
  const shortcuts = (view.staffCalls.length > 0 ? ['/'] : ['N', '/']).flatMap(
    (cap) => keys?.actions.find((action) => action.cap === cap) ?? [],
  );
  return (
    <footer className="status">
      {live ? (
        <span>
          <Icon name={slow ? 'hourglass' : 'check'} />
          {say(slow ? 'linkSlow' : 'linkLive')}
        </span>
      ) : (
        <span>
          <Icon name={locked === 'fresh' ? 'hourglass' : 'unplug'} />
          {locked === 'fresh' ? say('lockedFresh') : say('linkCut', { for: timerText(now - since) })}
        </span>
      )}
      {live ? (
        <>
          <span className={printer === 'printerReady' ? '' : 'look'}>
            <Icon
              name={printer === 'printerReady' ? 'printer-check' : printer === 'printerNearEnd' ? 'printer' : 'warning'}
            />
            {say(printer)}
          </span>
          <span className={quiet ? '' : 'look'}>
            <Icon name={quiet ? 'sound' : 'sound-off'} />
            {say(sound)}
          </span>
          {view.staffCalls.length > 0 && (
            <span className="look">
              <Icon name="bell" />
              {say('staffN', { n: view.staffCalls.length })} <kbd>J</kbd>
            </span>
          )}
        </>
      ) : (
        <span>{say('unknownDevices')}</span>
      )}
      <span className="push" />
      {onPress && (
        <>
          {shortcuts.map((action) => (
            <button
              key={action.cap}
              type="button"
              aria-disabled={!live || !action.does}
              onClick={() => onPress(action)}
            >
              {action.label} <kbd>{action.cap}</kbd>
            </button>
          ))}
          <button type="button" aria-disabled={!live} onClick={() => onPress({ does: { page: 'keys' } })}>
            {say('allKeys')} <kbd>?</kbd> <kbd>−</kbd>
          </button>
        </>
      )}
    </footer>
  );
}
