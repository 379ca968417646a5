import type { Language, Text } from '../../../../shared/protocol/office.ts';

/** Says a word in one language with its `{holes}` filled; a hole without a value stays as it is. */
export type Speaker<Word extends string> = (
  language: Language,
) => (word: Word, values?: Readonly<Record<string, string | number>>) => string;

/** The one way the pages of the console keep their words: `const say = speakerOf({ ... })(language)`. */
export function speakerOf<Texts extends Readonly<Record<string, Text>>>(
  texts: Texts,
): Speaker<Extract<keyof Texts, string>> {
  return (language) =>
    (word, values = {}) =>
      (texts[word] as Text)[language].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
