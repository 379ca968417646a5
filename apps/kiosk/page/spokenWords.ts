import type { Language, Office } from '../../../shared/protocol/office.ts';
import { digitWord, numberWords } from '../../../shared/speech/numberWords.ts';
import { clipName } from './clipName.ts';
import { texts, type Word } from './texts.ts';

/** What the page says in words of its own; each is whole, so that nothing has to be put together. */
export const spokenWords = [
  'choose',
  'booked',
  'bookedShort',
  'bookedTitle',
  'bookedRead',
  'bookedWhy',
  'bookedElse',
  'bookedTake',
  'find',
  'otherServices',
  'bring',
  'howMany',
  'less',
  'more',
  'priority',
  'yes',
  'no',
  'back',
  'take',
  'noAnswer',
  'requirements',
  'requirementsCame',
  'requirementsCameHelp',
  'notPrinted',
  'yourNumber',
  'takeSlip',
  'takeSlipHelp',
  'copyCame',
  'copyCameHelp',
  'stay',
  'done',
  'noted',
  'noPaper',
  'noPaperHelp',
  'unsure',
  'unsureHelp',
  'asksSlip',
  'asksSlipHelp',
  'alone',
  'aloneHelp',
  'noneOpen',
  'noneOpenHelp',
  'stopped',
  'stoppedHelp',
  'notReady',
  'notReadyHelp',
  'notPaired',
  'notPairedHelp',
  'noDay',
  'noDayHelp',
  'shut',
  'shutEarly',
  'staffComes',
  'staffComesHelp',
  'staffNot',
  'staffNotHelp',
  'findTitle',
  'findScan',
  'findSeek',
  'findWait',
  'findAway',
  'findAwayHelp',
  'findCalled',
  'findCalledSay',
  'findServing',
  'findParked',
  'findParkedHelp',
  'findMissed',
  'findMissedHelp',
  'findEnded',
  'findEndedHelp',
  'findHere',
  'findHereHelp',
  'findOther',
  'mayCopy',
  'mayReinstate',
  'mayPostpone',
  'mayConfirm',
  'didReinstate',
  'didPostpone',
  'didConfirm',
  'notPrintedIt',
  'accessTitle',
  'large',
  'contrast',
  'low',
  'spoken',
  'accessDone',
  'press',
  'enterKey',
  'sayPlus',
  'sayMinus',
] as const satisfies readonly Word[];

/** Every clip of the kiosk with the text to be heard in it: the page's own, the names of an office, numbers, letters. */
export function everySpoken(language: Language, office: Office): ReadonlyMap<string, string> {
  const said = [
    ...spokenWords.map((word) => texts[word][language]),
    ...office.services
      .flatMap(({ name, documents }) => [name, ...documents.map((document) => document.name)])
      .map((text) => text[language]),
    ...Array.from({ length: 10 }, (_, digit) => digitWord(digit, language)),
    ...Array.from({ length: 200 }, (_, value) => numberWords(value, language)).flat(),
    ...new Set(office.services.flatMap(({ prefix }) => prefix.split(''))),
  ];
  const clips = new Map<string, string>();
  for (const text of said) {
    const name = clipName(text);
    const other = clips.get(name);
    if (other !== undefined && other.toLowerCase() !== text.toLowerCase())
      throw new Error(`Two texts with one clip: ${other}, ${text}`);
    clips.set(name, other ?? text);
  }
  return clips;
}
