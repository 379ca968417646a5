import { digitWord, numberWords } from '../../../shared/speech/numberWords.ts';
import type { Language } from '../../../shared/protocol/office.ts';
import type { WaitRange } from '../../../shared/ui/time.ts';
import type { Say } from './texts.ts';

const isNumber = /^[A-Z]{1,2}-\d{3,5}$/;

/** `A-012`: A, nol, satu, dua. */
export function spelled(number: string, language: Language): string[] {
  return number
    .replace('-', '')
    .split('')
    .map((sign) => (/\d/.test(sign) ? digitWord(Number(sign), language) : sign));
}

/** `11.05–11.30` as the mark of a text: 11, nol, 5, to, 11, 30. */
export function spanMark(span: string, say: Say): string {
  return span
    .split('–')
    .map((time) =>
      time
        .replace(/^0(?=\d)/, '')
        .replace(/[.:]0/, '|0|')
        .replace(/[.:]/, '|'),
    )
    .join(`|${say('sayTo')}|`);
}

/** `35–50 menit` as the mark of a text. */
export function rangeMark({ low, high, unit }: WaitRange, say: Say): string {
  return `${low}|${say('sayTo')}|${high}|${say(unit === 'minutes' ? 'sayMinutes' : 'sayHours')}`;
}

function wordsOf(part: string, language: Language): readonly string[] {
  if (isNumber.test(part)) return spelled(part, language);
  return /^\d{1,3}$/.test(part) ? numberWords(Number(part), language) : [part];
}

function signWord(sign: string, language: Language, say: Say): string {
  if (/^\d$/.test(sign)) return digitWord(Number(sign), language);
  return sign === '+' ? say('sayPlus') : sign === '-' ? say('sayMinus') : sign;
}

/**
 * What the present page says, piece by piece, in reading order: everything marked `data-say` (the words of the mark,
 * parted by `|`, or else its own), and each key with what presses it. A key that cannot be pressed is left out, and so is the keypad, whose keys say themselves.
 */
export function spokenPage(language: Language, say: Say): string[] {
  const marked = [
    ...document.querySelectorAll<HTMLElement>('[data-say], main [data-cap], main [data-enter], .leave [data-cap]'),
  ];
  return marked
    .filter((one) => one.getAttribute('aria-disabled') !== 'true' && !one.closest('.pad') && isSeen(one))
    .flatMap((one) => {
      const label = (one.dataset['say'] || (one.querySelector('b') ?? one).textContent || '').trim();
      const words = label.split('|').flatMap((part) => wordsOf(part, language));
      if (one.dataset['cap'] !== undefined)
        return [...words, say('press'), signWord(one.dataset['cap'], language, say)];
      return one.dataset['enter'] === undefined ? words : [...words, say('press'), say('enterKey')];
    });
}

function isSeen(one: HTMLElement): boolean {
  return one.offsetParent !== null || one.getClientRects().length > 0;
}
