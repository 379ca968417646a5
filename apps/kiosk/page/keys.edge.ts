import { useEffect, useRef } from 'react';
import { isScan, nothing, scanGapMs, typedOn } from './scanner.ts';

export interface KeysProps {
  /** A digit, letter or named key (`Escape`) that is not part of a scan. */
  readonly onKey: (key: string) => void;
  readonly onScan: (text: string) => void;
  /** Enter where no key of the page has the focus. */
  readonly onEnter: () => void;
  /** The chord of the attendant, Ctrl+Alt+A. */
  readonly onChord: () => void;
}

/** Keyboard, keypad and scanner are one device to a browser; here they are told apart. */
export function useKeys(props: KeysProps): void {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    let typed = nothing;
    let timer: ReturnType<typeof setTimeout> | undefined;

    /** A machine that lags hands keys over late and together; their time stamps still tell a hand from a scanner. */
    const isPause = ({ timeStamp }: KeyboardEvent) => typed.text !== '' && timeStamp - typed.at > scanGapMs;

    function release() {
      clearTimeout(timer);
      const was = typed;
      typed = nothing;
      if (isScan(was)) latest.current.onScan(was.text);
      else for (const key of was.text) latest.current.onKey(key);
    }

    function enter() {
      const focused = document.activeElement;
      if (focused instanceof HTMLButtonElement) focused.click();
      else latest.current.onEnter();
    }

    function press(event: KeyboardEvent) {
      const { key, target } = event;
      if (event.ctrlKey && event.altKey && key.toLowerCase() === 'a') return latest.current.onChord();
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (target instanceof HTMLInputElement) return;
      if (key === 'Enter') {
        // A key that is held down must not press what comes next.
        if (event.repeat) return event.preventDefault();
        if (typed.text === '') {
          if (!(document.activeElement instanceof HTMLButtonElement)) latest.current.onEnter();
          return;
        }
        event.preventDefault();
        const isHand = isPause(event);
        release();
        // The key before it may lead to another page first: Enter is for that one.
        if (isHand) setTimeout(enter);
        return;
      }
      // Space presses the focused key, unless it stands inside a code.
      if (key === ' ' && typed.text === '') return;
      if (key.length === 1) {
        event.preventDefault();
        if (event.repeat) return;
        if (isPause(event)) release();
        typed = typedOn(typed, key, event.timeStamp);
        clearTimeout(timer);
        timer = setTimeout(release, scanGapMs);
        return;
      }
      release();
      latest.current.onKey(key);
    }
    addEventListener('keydown', press);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', press);
    };
  }, []);
}

const holdMs = 3_000;
const thenWithinMs = 10_000;

/** Hold the office's monogram for three seconds, then touch the opposite corner twice. */
export function useHiddenDoor(onOpen: () => void): void {
  const open = useRef(onOpen);
  useEffect(() => {
    open.current = onOpen;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let heldAt = -Infinity;
    let touches = 0;
    const down = ({ target, clientX, clientY, timeStamp }: PointerEvent) => {
      if (target instanceof Element && target.closest('.mono')) {
        timer = setTimeout(() => {
          heldAt = performance.now();
          touches = 0;
        }, holdMs);
        return;
      }
      const isCorner = clientX > innerWidth * 0.8 && clientY > innerHeight * 0.9;
      if (!isCorner || timeStamp - heldAt > thenWithinMs) return;
      if (++touches < 2) return;
      heldAt = -Infinity;
      open.current();
    };
    const up = () => clearTimeout(timer);
    const still = (event: Event) => event.preventDefault();
    addEventListener('pointerdown', down);
    addEventListener('pointerup', up);
    addEventListener('pointercancel', up);
    addEventListener('contextmenu', still);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointerdown', down);
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', up);
      removeEventListener('contextmenu', still);
    };
  }, []);
}
