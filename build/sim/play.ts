import { present } from '../../shared/basics.ts';
import { numberText, secondMs, type CounterId, type Instant, type StageId, type TicketId } from '../../shared/ids.ts';
import type { BusinessDay } from '../../shared/ids.ts';
import { agendaFrom } from '../../apps/hub/whatIf/agenda.ts';
import type { By } from '../../apps/hub/domain/events.ts';
import { api, commandOf, hub, kiosk, type Wish } from '../day/world.ts';
import { instantAt } from '../oracle/calendar.ts';
import { CsvFault } from './csv.ts';
import type { ShiftLine, Visitor, VisitorLine } from './dayFile.ts';
import type { Hall } from '../../apps/hub/whatIf/hall.ts';
import { dutiesOf, type Duty } from './duties.ts';

/** A day as files tell it. */
export interface DayFiles {
  readonly day: BusinessDay;
  readonly visitors: readonly VisitorLine[];
  readonly staff: readonly ShiftLine[];
}

/** What became of a visitor; instants, undefined for what never happened. */
export interface Course {
  readonly visitor: Visitor;
  readonly ticket: TicketId;
  /** As printed. */
  readonly number: string;
  readonly issued: Instant;
  called: Instant | undefined;
  finished: Instant | undefined;
}

export interface Played {
  readonly courses: readonly Course[];
  /** Who came and got no number, and the hub's sentence. */
  readonly refused: readonly { readonly line: VisitorLine; readonly why: string }[];
}

/**
 * Plays a day through the hub. Everybody goes by the book: whoever arrives takes a ticket whose slip is printed at once;
 * a free counter that is open calls by turn at once, the one longest free before others; who is called starts after the
 * walk and stays for the seconds of the stage; who is not there is called again and marked absent as early as the
 * office's policy allows (C5); at the end of a shift the counter closes, or pauses where the same officer comes back,
 * once its visitor is gone (C8). `issued` is told of each ticket while it waits, before anybody can call it. Throws a
 * `CsvFault` for a line that the office cannot follow.
 */
export async function playDay(
  hall: Hall,
  { day, visitors, staff }: DayFiles,
  issued: (course: Course) => void = () => {},
): Promise<Played> {
  const midnight = instantAt(day, '00:00', hall.office.timeZone);
  const at = (seconds: number) => midnight + Math.round(seconds * secondMs);
  for (const line of visitors) checkVisitor(hall, line);
  const duties = dutiesOf(hall.office, staff);
  if (visitors.length + duties.length === 0) return { courses: [], refused: [] };
  const start = at(Math.min(...visitors.map(({ row }) => row.arrival), ...duties.map(({ from }) => from)));
  const [first] = visitors;
  if (first && hall.now() > start)
    throw new CsvFault(first.file, first.line, 'arrival', 'when this day begins, the day before is not over yet');
  await hall.passTo(start - 1);
  const agenda = agendaFrom(hall.now(), 1);
  const courses = new Map<TicketId, Course>();
  const refused: { readonly line: VisitorLine; readonly why: string }[] = [];
  /** When each counter became free to call, and the seq at which it was last told that nobody waits. */
  const free = new Map<CounterId, { readonly since: Instant; told: number }>();
  let keys = 0;
  const send = (wish: Wish, by: By = api, key = `${day}-${++keys}`) => hall.send(commandOf(wish, key), by);
  async function does(wish: Wish, by?: By): Promise<void> {
    const reply = await send(wish, by);
    if (!reply.ok) throw new Error(`${wish.type} on ${day} was refused: ${reply.error.message.en}`);
  }

  async function arrives(line: VisitorLine, i: number): Promise<void> {
    const { service, lane } = line.row;
    const ticket = `${day}-t${i + 1}` as TicketId;
    const reply = await send({ type: 'TakeTicket', service, lane }, kiosk('kiosk-1'), ticket);
    if (!reply.ok) return void refused.push({ line, why: reply.error.message.en });
    const { number } = present(hall.floor().visits.get(ticket), ticket);
    const course: Course = {
      visitor: line.row,
      ticket,
      number: numberText(number),
      issued: hall.now(),
      called: undefined,
      finished: undefined,
    };
    courses.set(ticket, course);
    issued(course);
    await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' }, kiosk('kiosk-1'));
  }

  /** Who comes to a seat that is still taken waits beside it. */
  async function begins(duty: Duty): Promise<void> {
    const { counter, officer, to, line } = duty;
    if (hall.floor().state === 'closed') return;
    const reply = await send({ type: 'OpenCounter', counter, officer });
    if (reply.ok) return becomesFree(counter);
    if (reply.error.code !== 'counterTaken' && reply.error.code !== 'officerElsewhere')
      throw new CsvFault(line.file, line.line, 'counter', reply.error.message.en);
    if (hall.now() + secondMs < at(to)) agenda.after(secondMs, () => begins(duty));
  }

  async function ends({ counter, officer, comesBack }: Duty): Promise<void> {
    const { state, counters } = hall.floor();
    if (state === 'closed' || counters.get(counter)?.officer !== officer) return;
    await does(comesBack ? { type: 'PauseCounter', counter, reason: 'break' } : { type: 'CloseCounter', counter });
  }

  /** Not where an officer who came back from a break has called somebody before the turn was over. */
  function becomesFree(counter: CounterId): void {
    if (hall.floor().counters.get(counter)?.visit !== undefined) return;
    free.set(counter, { since: hall.now(), told: -1 });
  }

  /** Every free counter calls if it can: the one longest free first. */
  async function callAll(): Promise<void> {
    const inTurn = [...free].toSorted(([, one], [, other]) => one.since - other.since);
    for (const [counter, idle] of inTurn) {
      const { seq, counters, state: book } = hall.floor();
      if (book === 'closed') return;
      const { state, pending } = present(counters.get(counter), counter);
      if (state !== 'open' || pending !== undefined || idle.told === seq) continue;
      const reply = await send({ type: 'CallNext', counter });
      if (reply.ok && 'call' in reply.result) {
        free.delete(counter);
        called(counter, reply.result.ticket, reply.result.stage);
      } else if (!reply.ok && reply.error.code === 'nobodyWaiting') idle.told = seq;
      else throw new Error(`${counter} on ${day} could not call: ${JSON.stringify(reply)}`);
    }
  }

  function called(counter: CounterId, ticket: TicketId, stage: StageId): void {
    const course = present(courses.get(ticket), ticket);
    const isFirst = course.called === undefined;
    course.called ??= hall.now();
    if (isFirst && !course.visitor.shows) return waits(counter, ticket, 1);
    const { seconds, walk, turn } = course.visitor;
    const step = stagesOf(hall, course.visitor).indexOf(stage);
    const lasts = present(seconds[step], `${stage} of ${course.number}`) / speedAt(counter);
    agenda.after((walk?.[step] ?? 0) * secondMs, async () => {
      await does({ type: 'StartService', counter, ticket });
      agenda.after(lasts * secondMs, async () => {
        await does({ type: 'Finish', counter, ticket });
        course.finished = hall.now();
        leaves(counter, turn?.[step] ?? 0);
      });
    });
  }

  /** C5: the next call of who is not there, or the mark of absence, is due once the last announcement is old enough. */
  function waits(counter: CounterId, ticket: TicketId, calls: number): void {
    const { minCalls, noShowAfterSeconds, silentAnnouncementSeconds } = hall.office.policy;
    agenda.after((silentAnnouncementSeconds + noShowAfterSeconds) * secondMs, async () => {
      await does({ type: calls < minCalls ? 'Recall' : 'MarkNoShow', counter, ticket });
      if (calls < minCalls) waits(counter, ticket, calls + 1);
      else leaves(counter, 0);
    });
  }

  function leaves(counter: CounterId, turn: number): void {
    agenda.after(turn * secondMs, () => becomesFree(counter));
  }

  function speedAt(counter: CounterId): number {
    const seconds = (hall.now() - midnight) / secondMs;
    return duties.findLast((duty) => duty.counter === counter && duty.from <= seconds)?.speeds(seconds) ?? 1;
  }

  await does({ type: 'ReportDevice', device: 'kiosk-1', role: 'kiosk', connected: true }, hub);
  for (const [i, line] of visitors.entries()) agenda.at(at(line.row.arrival), () => arrives(line, i));
  for (const duty of duties) {
    agenda.at(at(duty.from), () => begins(duty));
    agenda.at(at(duty.to), () => ends(duty));
  }
  for (let next = agenda.next(); next !== undefined; next = agenda.next()) {
    const to = Math.min(next, Math.max(hall.now(), hall.wakesAt()));
    await hall.passTo(to);
    for (const act of agenda.take(to)) await act();
    await callAll();
  }
  return { courses: [...courses.values()], refused };
}

function stagesOf({ office }: Hall, { service }: Visitor): readonly StageId[] {
  return office.services.find(({ id }) => id === service)?.stages ?? [];
}

function checkVisitor(hall: Hall, { file, line, row }: VisitorLine): void {
  const stages = stagesOf(hall, row);
  if (stages.length === 0)
    throw new CsvFault(file, line, 'service', `the office has no service ${JSON.stringify(row.service)}`);
  for (const field of ['seconds', 'walk', 'turn'] as const)
    if (row[field] !== undefined && row[field].length !== stages.length)
      throw new CsvFault(
        file,
        line,
        field,
        `has ${row[field].length} lengths, but ${row.service} has ${stages.length} stages: ${stages.join(', ')}`,
      );
}
