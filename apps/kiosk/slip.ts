import type { Instant } from '../../shared/ids.ts';
import type { Language, Office, Service } from '../../shared/protocol/office.ts';
import type { Estimate } from '../../shared/protocol/replies.ts';
import { clockOf, spanText, waitRange } from '../../shared/ui/time.ts';
import { dateText } from './localTime.ts';
import { slipCode } from './slipCode.ts';
import { headOf, stepsOf, stepsTitle } from './slipHead.ts';
import { numberPicture } from './slipNumber.ts';
import { penFor, type Paper } from './slipPen.ts';
import { slipWords } from './slipWords.ts';

export { readSlipCode, slipCode } from './slipCode.ts';
export { columnsOf, type Paper } from './slipPen.ts';
export { requirementsBytes, type Requirements } from './slipRequirements.ts';
export { testBytes, type TestPrint } from './slipTestPrint.ts';

export interface Slip {
  readonly office: Pick<Office, 'name' | 'town' | 'timeZone' | 'stages' | 'slip' | 'carryOverDays'>;
  readonly service: Service;
  readonly language: Language;
  readonly number: string;
  readonly people: number;
  readonly at: Instant;
  /** The kiosk has not learnt the date since its clock was lost. */
  readonly dateUnsure: boolean;
  /** Unknown without the hub; then the slip says why nothing is said of the wait (F3). */
  readonly ahead: number | null;
  /** F2: as it was told when the number was given. */
  readonly estimate: Estimate;
  /** D4: its holder was told that it will hardly be reached today; the slip says what it gives then. */
  readonly notToday: boolean;
  /** Key prefix and MAC: staff can check a slip the hub has not seen yet. */
  readonly check: string;
  /** I25: which slip after the first this is for the same number; it says so. */
  readonly copy?: number;
}

function waitText({ language, at, estimate }: Pick<Slip, 'language' | 'at' | 'estimate'>): string {
  const words = slipWords[language];
  if (!estimate) return words.unknown;
  const { low, high, unit } = waitRange(estimate.low, estimate.high, at);
  return words[unit === 'minutes' ? 'inMinutes' : 'inHours'](`${low}-${high}`);
}

/** The bytes of one slip. */
export function slipBytes(slip: Slip, paper: Paper): Buffer {
  const { office, service, language, at, estimate } = slip;
  const words = slipWords[language];
  const pen = penFor(paper);
  const clock = clockOf(office.timeZone, language);

  headOf(pen, office, language, paper);
  pen.lines(words.number);
  pen.half();
  pen.picture(numberPicture(slip.number, paper));
  pen.half();
  if (slip.copy !== undefined) {
    pen.stamp(words.copy(slip.copy));
    pen.lines(words.copyOf(slip.copy));
    pen.half();
  }
  pen.large(service.name[language]);
  pen.half();
  if (slip.notToday) {
    pen.strong(words.notToday);
    pen.lines(words.carryOver(office.carryOverDays));
  } else if (estimate) {
    pen.lines(words.calledAt);
    pen.large(spanText(estimate, clock, '-'));
  }
  pen.rule();
  if (slip.ahead !== null) pen.row(words.ahead, words.people(slip.ahead));
  if (!slip.notToday) pen.row(words.wait, waitText(slip));
  if (!estimate && slip.ahead === null) pen.lines(words.alone);
  if (slip.people > 1) pen.row(words.group, String(slip.people));
  pen.row(words.taken, `${dateText(at, office.timeZone)} ${clock.time(at)}`);
  if (slip.dateUnsure) pen.strong(words.dateUnsure);
  pen.rule();
  pen.strong(stepsTitle(service, language));
  pen.steps(stepsOf(office, service, language));
  if (service.documents.length > 0) {
    pen.half();
    pen.strong(words.documents);
    for (const { name } of service.documents) pen.item('[ ] ', name[language]);
  }
  pen.rule();
  pen.strong(office.slip.link === undefined ? words.show : words.follow);
  pen.half();
  pen.qr(slipCode(slip));
  pen.half();
  pen.lines(`${words.check} ${slip.check}`);
  pen.half();
  // An office's footer says that a slip is good for its day only.
  pen.sentences([office.slip.privacy[language], ...(slip.notToday ? [] : [office.slip.footer[language]])]);
  return pen.cut();
}
