import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Lost } from '../../../shared/hubLink.edge.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { WaitingList, type CounterView } from '../../../shared/protocol/views.ts';
import { newKey, type PageHub } from '../../../shared/ui/pageHub.edge.ts';
import type { Ask } from './keys.ts';

/** Sends one command at a time and tells what is being asked; ticks of a checklist need not wait for each other. */
export function useAsk(hub: PageHub<CounterView>, onAnswer: (answer: Reply | Lost, ask: Ask) => void) {
  const [asking, setAsking] = useState<Ask>();
  const busy = useRef(false);
  function send(ask: Ask) {
    if (busy.current) return;
    const ticking = ask.type === 'CheckItem';
    if (!ticking) {
      busy.current = true;
      setAsking(ask);
    }
    void hub.send({ ...ask, key: newKey() }).then((answer) => {
      if (!ticking) {
        busy.current = false;
        setAsking(undefined);
      }
      onAnswer(answer, ask);
    });
  }
  return [asking, send] as const;
}

/** The keyboard of the desk, for as long as the component stands; what is on the screen is what hears. */
export function useKeyboard(onKey: (key: string) => boolean): void {
  const heard = useRef(onKey);
  useLayoutEffect(() => {
    heard.current = onKey;
  });
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyped(event.target)) return;
      // Who walked to a button by Tab presses that button.
      if (/^(Enter| )$/.test(event.key) && isWalkedTo(event.target) && !event.repeat) return;
      const own = heard.current(event.repeat ? '' : nameOf(event.key));
      // A held key must not press a focused button again and again either.
      if (own || event.repeat) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function nameOf(key: string): string {
  // The key that says + without Shift, and the decimal mark of a number pad in either language.
  const other: Record<string, string> = { '=': '+', ',': 'Escape', '.': 'Escape' };
  return other[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function isWalkedTo(target: EventTarget | null): boolean {
  return target instanceof HTMLButtonElement && target.dataset['walked'] === 'yes';
}

/** A button clicked with the mouse keeps no focus, so that Enter stays the key it says; one reached by Tab does. */
export function useWalking(): void {
  useEffect(() => {
    let byTab = false;
    const key = (event: KeyboardEvent) => {
      byTab = event.key === 'Tab';
    };
    const pointer = () => {
      byTab = false;
    };
    const focus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement && byTab) target.dataset['walked'] = 'yes';
    };
    const blur = ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement) delete target.dataset['walked'];
    };
    window.addEventListener('keydown', key, true);
    window.addEventListener('pointerdown', pointer, true);
    window.addEventListener('focusin', focus);
    window.addEventListener('focusout', blur);
    return () => {
      window.removeEventListener('keydown', key, true);
      window.removeEventListener('pointerdown', pointer, true);
      window.removeEventListener('focusin', focus);
      window.removeEventListener('focusout', blur);
    };
  }, []);
}

/** The second of two quick presses of one key is a slip of the hand: the key may have changed its meaning meanwhile. */
const settleMs = 350;

/** The key pressed last, for a moment; while it settles it is not pressed again. */
export function useSettling(): readonly [settling: string | undefined, pressed: (cap: string) => void] {
  const [settling, setSettling] = useState<{ readonly cap: string }>();
  useEffect(() => {
    if (!settling) return;
    const timer = setTimeout(() => setSettling(undefined), settleMs);
    return () => clearTimeout(timer);
  }, [settling]);
  return [settling?.cap, (cap) => setSettling({ cap })];
}

type Rows = WaitingList['rows'];

/** All who wait and whose number has this in it, asked of the hub as it is typed; undefined while it is not known. */
export function useSearch(
  hub: PageHub<CounterView>,
  counter: string,
  typed: string,
  wanted: boolean,
): Rows | undefined {
  const [found, setFound] = useState<{ readonly typed: string; readonly rows: Rows }>();
  useEffect(() => {
    if (!wanted || typed === '') return;
    let over = false;
    const path = `/api/v1/counters/${encodeURIComponent(counter)}/waiting?search=${encodeURIComponent(typed)}`;
    void hub.read(path, WaitingList).then((list) => {
      if (!over && list) setFound({ typed, rows: list.rows });
    });
    return () => {
      over = true;
    };
  }, [hub, counter, typed, wanted]);
  return found?.typed === typed ? found.rows : undefined;
}

/** In a shell no dialog is open to the page; the shell prints for it. */
export function printPage(): void {
  const print = window.antrean?.print;
  if (print) void print();
  else window.print();
}
