/**
 * A code scanner is a keyboard that types faster than a hand and ends with Enter. What was typed so far without a pause,
 * and the time stamp (Ms of the page) of its last key.
 */
export interface Typed {
  readonly text: string;
  readonly at: number;
}
export const nothing: Typed = { text: '', at: 0 };

/** A hand needs longer from key to key; a scanner needs 1 to 20 ms. */
export const scanGapMs = 50;
const shortestScan = 6;

/** One more key: it goes on with what was typed, or begins anew after a pause. */
export function typedOn({ text, at }: Typed, key: string, now: number): Typed {
  return { text: now - at <= scanGapMs ? text + key : key, at: now };
}

export function isScan({ text }: Typed): boolean {
  return text.length >= shortestScan;
}

/** The code of a slip begins with its number; every other code is somebody else's. */
export function isSlipCode(text: string): boolean {
  return /^[A-Z]{1,2}-?\d{3,5}\b/i.test(text.trim());
}

/** `a12` becomes `A-012`: a typed number as it stands on the slip; undefined where it is none. */
export function numberOf(text: string): string | undefined {
  const [, prefix, digits] = /^([A-Z]{1,2})-?(\d{1,5})$/i.exec(text.trim()) ?? [];
  if (prefix === undefined || digits === undefined || Number(digits) === 0) return undefined;
  return `${prefix.toUpperCase()}-${digits.replace(/^0+/, '').padStart(3, '0')}`;
}
