import type { Instant } from '../../shared/ids.ts';
import {
  weekdays,
  type Hours,
  type Language,
  type Office,
  type Service,
  type Span,
} from '../../shared/protocol/office.ts';
import { clockOf } from '../../shared/ui/time.ts';
import { dateText } from './localTime.ts';
import { headOf, stepsOf, stepsTitle } from './slipHead.ts';
import { penFor, type Paper } from './slipPen.ts';
import { slipWords } from './slipWords.ts';

export interface Requirements {
  readonly office: Pick<Office, 'name' | 'town' | 'timeZone' | 'stages' | 'slip' | 'hours'>;
  readonly service: Service;
  readonly language: Language;
  readonly at: Instant;
}

/** What to bring, the steps, the fee and the hours, on paper; it holds no number and says so. */
export function requirementsBytes({ office, service, language, at }: Requirements, paper: Paper): Buffer {
  const words = slipWords[language];
  const pen = penFor(paper);
  const clock = clockOf(office.timeZone, language);

  headOf(pen, office, language, paper);
  pen.large(service.name[language]);
  pen.lines(service.purpose[language]);
  if (service.documents.length > 0) {
    pen.rule();
    pen.strong(words.bring);
    for (const { name, detail } of service.documents) {
      pen.item('[ ] ', name[language]);
      if (detail) pen.item('    ', detail[language]);
    }
  }
  pen.rule();
  pen.strong(stepsTitle(service, language));
  for (const [i, step] of stepsOf(office, service, language).entries()) pen.item(`${i + 1} `, step);
  if (service.fee) {
    pen.half();
    pen.strong(words.fee);
    pen.lines(service.fee[language]);
  }
  pen.half();
  pen.strong(words.hours);
  for (const { days, spans } of weekOf(service.hours ?? office.hours, language))
    pen.row(days, spansText(spans, language));
  pen.rule();
  pen.lines(words.noNumber);
  pen.row(words.asOf, `${dateText(at, office.timeZone)} ${clock.time(at)}`);
  return pen.cut();
}

const dayNames = {
  id: { sun: 'Minggu', mon: 'Senin', tue: 'Selasa', wed: 'Rabu', thu: 'Kamis', fri: 'Jumat', sat: 'Sabtu' },
  en: {
    sun: 'Sunday',
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
  },
} as const;

/** The usual week from Monday on, days with the same hours together. */
function weekOf({ weekly }: Hours, language: Language) {
  const [sunday, ...others] = weekdays;
  const rows: { days: string; first: string; spans: readonly Span[] }[] = [];
  for (const day of [...others, sunday]) {
    const name = dayNames[language][day];
    const spans = weekly[day] ?? [];
    const last = rows.at(-1);
    if (last && JSON.stringify(last.spans) === JSON.stringify(spans)) last.days = `${last.first}-${name}`;
    else rows.push({ days: name, first: name, spans });
  }
  return rows;
}

function spansText(spans: readonly Span[], language: Language): string {
  if (spans.length === 0) return slipWords[language].closed;
  const text = spans.map(({ from, to }) => `${from}-${to}`).join(', ');
  return language === 'id' ? text.replaceAll(':', '.') : text;
}
