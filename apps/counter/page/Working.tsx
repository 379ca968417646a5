import { useCallback, useRef, useState } from 'react';
import type { CounterView } from '../../../shared/protocol/views.ts';
import type { PageHub } from '../../../shared/ui/pageHub.edge.ts';
import { Alerts } from './Alerts.tsx';
import type { Desk, Given, Refused } from './Console.tsx';
import { printPage, useKeyboard, useSettling } from './desk.edge.ts';
import { DialogBox } from './DialogBox.tsx';
import { dialogs, type DialogName } from './dialogs/dialogs.ts';
import { override } from './dialogs/help.ts';
import { GivenNumber } from './GivenNumber.tsx';
import { Guest } from './Guest.tsx';
import { Head } from './Head.tsx';
import { Keyboard } from './Keyboard.tsx';
import { keysOf, openItems, type Ask, type Key } from './keys.ts';
import { Overview } from './Overview.tsx';
import type { Allowable } from './overrides.ts';
import { Queue } from './Queue.tsx';
import { Said } from './Said.tsx';
import { Seat } from './Seat.tsx';
import { Status } from './Status.tsx';

interface Props {
  readonly desk: Desk;
  readonly hub: PageHub<CounterView>;
  readonly refused: Refused | undefined;
  readonly onHeard: () => void;
  readonly taken: string | undefined;
  readonly given: Given | undefined;
  readonly onGiven: () => void;
}

/** What stands over the visitor: a dialog, a page of the console, or a supervisor's leave. */
type Over = { readonly dialog: DialogName } | { readonly page: 'keys' | 'seat' } | { readonly allow: Allowable };

/** The steps whose ticks are on their way, of this call and since the last refusal. */
interface Ticking {
  readonly call: number | undefined;
  readonly refused: Refused | undefined;
  items: string[];
}

/** An officer at an open counter. */
export function Working({ desk, hub, refused, onHeard, taken, given, onGiven }: Props) {
  const { view, office, live, busy, send } = desk;
  const { visitor } = view;
  const [opened, setOpened] = useState<{ readonly over: Over; readonly call: number | undefined }>();
  const [settling, settle] = useSettling();
  const ticking = useRef<Ticking>({ call: undefined, refused: undefined, items: [] });
  const keys = keysOf(desk);
  const close = useCallback(() => setOpened(undefined), []);
  // K4: what was opened for one visitor is not finished for another; and nothing is asked of a hub that is away.
  const over = live && opened && opened.call === visitor?.call ? opened.over : undefined;

  function open(next: Over) {
    onHeard();
    setOpened({ over: next, call: visitor?.call });
  }

  function press({ does }: Pick<Key, 'does'>) {
    if (does && 'page' in does && does.page === 'print') {
      setOpened(undefined);
      printPage();
      return;
    }
    if (!live || busy || given || !does) return;
    if ('ask' in does) {
      setOpened(undefined);
      onHeard();
      send(does.ask);
    } else if ('dialog' in does) open(does);
    else if (does.page !== 'print') open({ page: does.page });
  }

  /** One press of a key of the desk; the second of two quick ones that ask the hub is not another. */
  function strike(key: Key) {
    if (settling === key.cap) return;
    if (key.does && 'ask' in key.does) settle(key.cap);
    press(key);
  }

  /** The next step of the list that is neither ticked nor being ticked: who presses fast ticks one after the other. */
  function tickNext() {
    if (!visitor) return;
    const { call } = visitor;
    const again = refused !== undefined && refused !== ticking.current.refused;
    if (ticking.current.call !== call || again) ticking.current = { call, refused, items: [] };
    const item = openItems(visitor, office).find((id) => !ticking.current.items.includes(id));
    if (item !== undefined) ticking.current.items.push(item);
    tick(item);
  }

  function tick(item: string | undefined) {
    if (!live || visitor?.phase !== 'serving' || item === undefined) return;
    const { ticket, call, checked } = visitor;
    if (checked.includes(item)) ticking.current.items = ticking.current.items.filter((id) => id !== item);
    send({ type: 'CheckItem', counter: view.counter, ticket, call, item, done: !checked.includes(item) });
  }

  useKeyboard((pressed) => {
    if (over || given) return false;
    if (pressed === 'Enter') strike(keys.main);
    else if (pressed === '+') strike(keys.next);
    else if (pressed === '*') strike(keys.row[0] ?? keys.main);
    else if (pressed === '?' || pressed === 'F1' || pressed === '-') press({ does: { page: 'keys' } });
    else if (pressed === ' ' || pressed === '0') tickNext();
    else if (/^[1-9]$/.test(pressed))
      tick(office.stages.find(({ id }) => id === visitor?.stage)?.checklist[Number(pressed) - 1]?.id);
    else if (pressed === 'O' && refused?.allowable) open({ allow: refused.allowable });
    else if (pressed === 'Escape') onHeard();
    else {
      const key = keys.actions.find(({ cap }) => cap === pressed);
      if (!key) return false;
      strike(key);
    }
    return true;
  });

  function ask(what: Ask) {
    onHeard();
    send(what);
  }

  return (
    <>
      <Head desk={desk} keys={[keys.pause, keys.leave]} onPress={strike} />
      <Alerts desk={desk} />
      <Guest desk={desk} onTick={tick}>
        {refused && !over && <Said desk={desk} refused={refused} onAllow={(allow) => open({ allow })} />}
        {over && 'dialog' in over && (
          <DialogBox key={over.dialog} {...{ desk, hub }} dialog={dialogs[over.dialog]} onAsk={ask} onClose={close} />
        )}
        {over && 'allow' in over && (
          <DialogBox {...{ desk, hub }} dialog={override(over.allow)} onAsk={ask} onClose={close} />
        )}
        {given && <GivenNumber desk={desk} given={given} onDone={onGiven} />}
      </Guest>
      <Queue desk={desk} />
      {over && 'page' in over && over.page === 'keys' && (
        <Overview desk={desk} keys={keys} onPress={press} onClose={close} />
      )}
      {over && 'page' in over && over.page === 'seat' && (
        <Seat desk={desk} hub={hub} refused={refused} onHeard={onHeard} taken={taken} onClose={close} />
      )}
      <Keyboard
        desk={desk}
        keys={keys}
        choosing={over !== undefined || given !== undefined}
        settling={settling}
        onPress={strike}
      />
      {over && 'page' in over ? <Status desk={desk} /> : <Status desk={desk} keys={keys} onPress={press} />}
    </>
  );
}
