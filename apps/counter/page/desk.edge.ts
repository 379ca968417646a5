import { useEffect, useRef, useState } from 'react';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Lost } from '../../../shared/hubLink.edge.ts';
import type { CounterView } from '../../../shared/protocol/views.ts';
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

/** The keyboard of the desk, for as long as the component stands; the newest handler hears. */
export function useKeyboard(onKey: (key: string) => boolean): void {
  const heard = useRef(onKey);
  useEffect(() => {
    heard.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
      const own = heard.current(event.repeat ? '' : event.key.length === 1 ? event.key.toUpperCase() : event.key);
      // A held key must not press a focused button again and again either.
      if (own || event.repeat) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
