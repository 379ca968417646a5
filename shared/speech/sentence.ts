import type { Ms } from '../ids.ts';
import type { Language } from '../protocol/office.ts';
import { digitWord, largestSaid, numberWords } from './numberWords.ts';

/** One clip, as its path without ending below the voice folder, and the silence behind it. */
export interface Piece {
  readonly clip: string;
  readonly pause: Ms;
}

const phrases = {
  id: { ticket: 'nomor-antrean', family: 'beserta-keluarga', goTo: 'silakan-menuju-loket' },
  en: { ticket: 'ticket-number', family: 'and-family', goTo: 'please-proceed-to-counter' },
} as const satisfies Record<Language, unknown>;

/** Sentences are said one after the other; within one, commas are heard and the words of one number are not parted. */
const pauses = { chime: 100, comma: 180, digit: 70, word: 20, sentence: 450 } as const;

/** What is said of a call: the ticket's number, the counter's, and how many people come with it (S7). */
export interface Said {
  readonly number: string;
  readonly counter: number;
  readonly people?: number | undefined;
}

/**
 * "Nomor antrean, A, nol, satu, dua, silakan menuju loket tiga": the ticket digit by digit, the counter as a number; for
 * a group "beserta keluarga" after the ticket.
 */
export function sentence({ number, counter, people = 1 }: Said, language: Language): readonly Piece[] {
  const { ticket, family, goTo } = phrases[language];
  const piece = (name: string, pause: Ms): Piece => ({ clip: `${language}/${name}`, pause });
  const spelled: readonly string[] = number.toLowerCase().match(/[a-z0-9]/g) ?? [];
  const words = counter <= largestSaid ? numberWords(counter, language) : [];
  return [
    piece(ticket, pauses.comma),
    ...spelled.map((sign, i) => {
      const last = i === spelled.length - 1;
      if (/[a-z]/.test(sign)) return piece(sign, pauses.comma);
      return piece(digitWord(Number(sign), language), last ? pauses.comma : pauses.digit);
    }),
    ...(people > 1 ? [piece(family, pauses.comma)] : []),
    piece(goTo, words.length > 0 ? pauses.digit : 0),
    ...words.map((word, i) => piece(word, i === words.length - 1 ? 0 : pauses.word)),
  ];
}

/** The chime, then the same in each language. */
export function announcementOf(call: Said, languages: readonly Language[]): readonly Piece[] {
  return [
    { clip: 'chime', pause: pauses.chime },
    ...languages.flatMap((language, i) => {
      const said = sentence(call, language);
      return i === languages.length - 1
        ? said
        : said.map((one, at) => (at === said.length - 1 ? { ...one, pause: pauses.sentence } : one));
    }),
  ];
}

/** Letters before a number; I, O and Q are not given (they look like digits). */
const letters = 'abcdefghjklmnprstuvwxyz';

/** Every clip that `announcementOf` can ask for, with the words to be heard in it. */
export function everyClip(language: Language): ReadonlyMap<string, string> {
  const clips = new Map<string, string>();
  for (const phrase of Object.values(phrases[language])) clips.set(phrase, phrase.replaceAll('-', ' '));
  for (const letter of letters) clips.set(letter, letter);
  for (let value = 0; value <= largestSaid; value++)
    for (const word of numberWords(value, language)) clips.set(word, word);
  return clips;
}
