import { weekdays, type Hours, type Office, type Span } from '../../../shared/protocol/office.ts';
import { minutesOf } from './hours.ts';
import { fault, repeated, warning, type Findings } from './officeFindings.ts';

/** The hours of the office and of each service that has its own, with their path. */
function hoursOf(office: Office): readonly (readonly [string, Hours])[] {
  return [
    ['hours', office.hours],
    ...office.services.flatMap((service, i) =>
      service.hours ? [[`services[${i}].hours`, service.hours] as const] : [],
    ),
  ];
}

function spansOf(path: string, hours: Hours): readonly (readonly [string, readonly Span[]])[] {
  const weeks = [
    [`${path}.weekly`, hours.weekly] as const,
    ...hours.profiles.map(({ weekly }, i) => [`${path}.profiles[${i}].weekly`, weekly] as const),
  ];
  return [
    ...weeks.flatMap(([at, weekly]) => weekdays.map((day) => [`${at}.${day}`, weekly[day] ?? []] as const)),
    ...hours.exceptions.map(({ spans }, i) => [`${path}.exceptions[${i}].spans`, spans] as const),
  ];
}

const dot = (time: string) => time.replace(':', '.');

/** Spans in order and inside the day, ranges of dates that can hold. */
export function* hours(office: Office): Findings {
  for (const [path, hours] of hoursOf(office)) {
    for (const [at, spans] of spansOf(path, hours)) yield* ordered(at, spans, office.dayStart);
    for (const [i, { from, to }] of hours.profiles.entries()) {
      if (from > to)
        yield fault(
          `${path}.profiles[${i}]`,
          `Rentang terbalik: ${from} sesudah ${to}. Tukar kedua tanggal.`,
          `The range is reversed: ${from} is after ${to}. Swap the two dates.`,
        );
      const over = hours.profiles.slice(0, i).find((earlier) => earlier.from <= to && from <= earlier.to);
      if (over)
        yield warning(
          `${path}.profiles[${i}]`,
          `Rentang ini menindih "${over.name.id}", yang menang pada hari yang sama.`,
          `This range overlaps "${over.name.en}", which wins on the days they share.`,
        );
    }
    yield* repeated(
      hours.exceptions.map(({ date }) => date),
      (i, date) =>
        warning(
          `${path}.exceptions[${i}].date`,
          `${date} sudah ada; yang pertama berlaku. Hapus salah satu.`,
          `${date} is there already; the first one holds. Remove one.`,
        ),
    );
  }
}

function* ordered(path: string, spans: readonly Span[], dayStart: string): Findings {
  for (const [i, { from, to }] of spans.entries()) {
    const before = spans[i - 1];
    if (from >= to)
      yield fault(
        `${path}[${i}]`,
        `Jam terbalik: ${dot(from)} tidak sebelum ${dot(to)}.`,
        `The span is reversed: ${from} is not before ${to}.`,
      );
    if (from < dayStart)
      yield fault(
        `${path}[${i}].from`,
        `${dot(from)} masih milik hari kemarin, karena hari dimulai ${dot(dayStart)}.`,
        `${from} still belongs to the day before, because the day starts at ${dayStart}.`,
        [dayStart],
      );
    if (before && from < before.to)
      yield fault(
        `${path}[${i}].from`,
        `Jam ini menindih ${dot(before.from)}–${dot(before.to)} atau mendahuluinya. Urutkan dan pisahkan.`,
        `This span overlaps ${before.from}–${before.to} or comes before it. Put them in order, apart.`,
        [before.to],
      );
  }
}

/** D1: whoever is still served after closing is served before the book ends at the cut-off. */
export function* closing(office: Office): Findings {
  const lists = hoursOf(office).flatMap(([path, hours]) => spansOf(path, hours).map(([, spans]) => spans));
  const latest = Math.max(...lists.flat().map(({ to }) => minutesOf(to)));
  const left = 24 * 60 + minutesOf(office.cutOff) - latest;
  if (office.serveAfterCloseMinutes > left)
    yield fault(
      'serveAfterCloseMinutes',
      `${office.serveAfterCloseMinutes} menit setelah tutup melewati batas buku ${dot(office.cutOff)} hari berikutnya. Paling lama ${left} menit.`,
      `${office.serveAfterCloseMinutes} minutes after closing pass the cut-off at ${office.cutOff} of the next day. At most ${left} minutes.`,
      [left],
    );
  if (latest === -Infinity)
    yield warning(
      'hours.weekly',
      'Kantor ini tidak pernah buka. Isi jam buka paling sedikit satu hari.',
      'This office is never open. Give at least one day its hours.',
    );
}
