import type { Office } from '../../../shared/protocol/office.ts';
import { warning, type Findings } from './officeFindings.ts';

/** Room for a service's name on the TV (look.md section 4). */
const shortLetters = 22;
/** Letters that differ by one weak sound when called out in Indonesian, and how each is said (domain.md section 4). */
const soundAlike = ['BDGPT', 'CJY', 'FSX', 'MN', 'VW', 'AH'];
const letterNames: Readonly<Record<string, string>> = {
  A: 'a',
  B: 'be',
  C: 'ce',
  D: 'de',
  F: 'ef',
  G: 'ge',
  H: 'ha',
  J: 'je',
  M: 'em',
  N: 'en',
  P: 'pe',
  S: 'es',
  T: 'te',
  V: 've',
  W: 'we',
  X: 'eks',
  Y: 'ye',
};
const confusable = (one: string, other: string) =>
  one !== other && soundAlike.some((set) => set.includes(one) && set.includes(other));

/** Letters that are mistaken for each other in a noisy hall. */
export function* prefixes({ services }: Office): Findings {
  for (const [i, { prefix, name }] of services.entries()) {
    const others = services.filter((_, at) => at !== i).map((service) => service.prefix as string);
    const safe = 'ABCDEFGHJKLMNPRSTUVWXYZ'
      .split('')
      .filter((letter) => others.every((other) => other !== letter && !confusable(other, letter)));
    for (const earlier of services.slice(0, i)) {
      const path = `services[${i}].prefix`;
      if (earlier.prefix === prefix)
        yield warning(
          path,
          `${name.id} dan ${earlier.name.id} memakai huruf ${prefix} yang sama, jadi nomornya satu deret. Yang aman: ${safe.join(', ')}.`,
          `${name.en} and ${earlier.name.en} share the letter ${prefix}, so they count in one series. Safe: ${safe.join(', ')}.`,
          safe,
        );
      else if (confusable(earlier.prefix, prefix)) {
        const [mine, theirs] = [prefix, earlier.prefix].map((letter) => `${letter} ("${letterNames[letter]}")`);
        const [id, en] =
          prefix === 'P' || earlier.prefix === 'P'
            ? [' P untuk prioritas adalah kekeliruan yang paling sering.', ' P for priority is the classic mistake.']
            : ['', ''];
        yield warning(
          path,
          `Saat dipanggil, ${mine} milik ${name.id} terdengar mirip ${theirs} milik ${earlier.name.id}.${id} Yang aman: ${safe.join(', ')}.`,
          `When called, ${mine} of ${name.en} sounds like ${theirs} of ${earlier.name.en}.${en} Safe: ${safe.join(', ')}.`,
          safe,
        );
      }
    }
  }
}

/** Names that do not fit where they are shown. */
export function* names(office: Office): Findings {
  for (const [i, { short }] of office.services.entries())
    for (const language of ['id', 'en'] as const)
      if (short[language].length > shortLetters)
        yield warning(
          `services[${i}].short.${language}`,
          `Nama untuk TV ${short[language].length} huruf, paling banyak ${shortLetters}. Pendekkan.`,
          `The name for the TV has ${short[language].length} letters, ${shortLetters} fit. Shorten it.`,
        );
}
