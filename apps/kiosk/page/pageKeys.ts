import { useEffect, useRef, type RefObject } from 'react';

/** The digit or sign of the keypad that presses a key; shown on it in low reach. */
export const cap = (sign: string) => ({ 'data-cap': sign });
/** Escape and Backspace press it, and its digit. */
export const backKey = { 'data-back': '', ...cap('7') };
/** Enter presses it wherever the focus is. */
export const mainKey = { 'data-enter': '' };

/** Presses the key of the page that answers to it; false where there is none. */
export function pressKeyOf(sign: string): boolean {
  const wanted = sign === ',' ? '.' : sign.length === 1 ? sign.toUpperCase() : sign;
  const key =
    document.querySelector<HTMLButtonElement>(`[data-cap="${CSS.escape(wanted)}"]`) ??
    (sign === 'Escape' || sign === 'Backspace' ? document.querySelector<HTMLButtonElement>('[data-back]') : null);
  key?.click();
  return key !== null;
}

export function pressMain(): void {
  document.querySelector<HTMLButtonElement>('[data-enter]')?.click();
}

/** Arrows go through the keys in reading order. */
export function moveFocus(step: 1 | -1): void {
  const keys = [...document.querySelectorAll<HTMLElement>('button, input')].filter((key) => key.offsetParent !== null);
  const at = keys.findIndex((key) => key === document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : keys.length - 1) : (at + step + keys.length) % keys.length;
  keys[next]?.focus();
}

/** A page begins at its heading, or at the key most people want. */
export function useFirstFocus<Element extends HTMLElement>(again?: unknown): RefObject<Element | null> {
  const first = useRef<Element>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), [again]);
  return first;
}

/** The second touch of a double tap presses nothing of the page that the first one opened. */
export function useSingleTouch(page: string): void {
  const now = useRef(page);
  const touched = useRef(page);
  useEffect(() => {
    now.current = page;
  });
  useEffect(() => {
    const once = (event: MouseEvent) => {
      if (event.detail > 1 && touched.current !== now.current) {
        event.stopPropagation();
        event.preventDefault();
      } else touched.current = now.current;
    };
    addEventListener('click', once, true);
    return () => removeEventListener('click', once, true);
  }, []);
}
