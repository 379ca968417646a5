import type { EventOf } from '../../apps/hub/domain/events.ts';
import { passed } from './calendar.ts';
import { choose, mayOverdue, passedOver, standings, type Caller, type Choice, type Standing } from './calls.ts';
import { atDesk, deskOf, isPaused, personOf, type Desk, type Hall, type Person } from './hall.ts';
import { boundTo, countedWait, laneNow, left, partyAtDesk, placeNow, slipSettled } from './lines.ts';
import type { Case, CaseOfAny, Judges } from './report.ts';

type Called = Case<'VisitCalled'>;

/** C3: the stages an officer may call for on this day. */
export function skills({ office, day }: Hall, officer: string): string[] {
  const held = office.officers.find((one) => one.id === officer)?.skills ?? [];
  return held.filter(({ until }) => (until ?? day) >= day).map(({ stage }) => stage);
}

export const calls: Judges = {
  VisitCalled(one) {
    const { hall, event } = one;
    const desk = deskOf(hall, event.counter);
    const person = personOf(hall, event.ticket);
    seating(one, desk, person);
    const caller = callerOf(one, desk);
    const everybody = standings(hall, caller, one.recorded.at);
    if (event.why.rule === 'C12') chosen(one, caller, everybody, person);
    else byRule(one, caller, everybody, person);
    if (everybody.length > 0 && event.why.passed.count > 0) one.fired('L9');
    if (one.hall.past.at(-1)?.key === one.recorded.key) one.fired('C14');
  },
  CallRepeated(one) {
    const desk = called(one);
    if (!desk) return;
    const repeats = desk.calls.length - 1;
    const limit = one.hall.office.policy.recallLimit;
    one.fired('C4');
    if (one.event.override === undefined) one.must('C4', repeats < limit, `recall ${repeats + 1} of at most ${limit}`);
  },
  VisitMissed(one) {
    const desk = called(one);
    if (!desk) return;
    const { policy } = one.hall.office;
    one.fired('C5');
    one.must(
      'C7',
      one.event.free === desk.unconfirmed,
      'a no-show costs nothing exactly when the slip was not confirmed',
    );
    if (one.event.override !== undefined) return;
    one.must('C5', desk.calls.length >= policy.minCalls, `absent after ${desk.calls.length} calls`);
    const since = sinceAnnounced(one.hall, desk, one.recorded.at);
    one.must('C5', since >= policy.noShowAfterSeconds * 1000, `absent ${since} ms after the last announcement`);
  },
  CallWithdrawn(one) {
    const desk = called(one);
    if (!desk || one.event.reason === 'numberVoided') return;
    const since = passed(desk.calls[0]?.at ?? 0, one.recorded.at, one.hall.jumps);
    one.fired('C10');
    one.must(
      'C10',
      since <= one.hall.office.policy.withdrawWithinSeconds * 1000,
      `withdrawn ${since} ms after the call`,
    );
  },
  ServiceStarted(one) {
    called(one);
  },
  CallAnnounced({ hall, event, recorded, must, fired }) {
    const call = hall.past.find(({ seq }) => seq === event.announcement)?.event;
    const known = call?.type === 'VisitCalled' || call?.type === 'CallRepeated' ? call.counter : undefined;
    fired('A1');
    must('A1', known !== undefined, `${event.announcement} is no call`);
    const zone = hall.office.counters.find(({ id }) => id === known)?.zone;
    must('A1', zone === undefined || zone === event.zone, `spoken in ${event.zone}, called in ${zone}`);
    const reported = hall.past.some(
      ({ event: e }) => e.type === 'CallAnnounced' && e.announcement === event.announcement,
    );
    must('A1', !reported, `${event.announcement} was reported before`);
    if (recorded.by.role !== 'display') return;
    const voice = voiceOf(hall, event.zone);
    must('A1', voice === event.device, `${event.device} spoke, the voice is ${voice}`);
    const before = hall.past.findLast(
      ({ event: e, by }) => e.type === 'CallAnnounced' && e.zone === event.zone && by.role === 'display',
    );
    if (before?.event.type === 'CallAnnounced' && before.event.device !== event.device) fired('A2');
  },
};

/** The visitor of a counter command, who must be called there and not yet started. */
function called({ hall, event, must }: CaseOfAny<'CallRepeated' | 'VisitMissed' | 'CallWithdrawn' | 'ServiceStarted'>) {
  const { desk } = personOf(hall, event.ticket);
  must('C1', desk?.counter === event.counter, `${event.ticket} is not at ${event.counter}`);
  must('C10', desk?.startedAt === undefined, `the service of ${event.ticket} had started`);
  return desk;
}

/** A1: of the displays of a zone that can speak, the first by name. */
export function voiceOf(hall: Hall, zone: string): string | undefined {
  return [...hall.displays]
    .filter(([, display]) => display.zone === zone && display.speaks)
    .map(([id]) => id)
    .sort()[0];
}

/** C5, T2: how long ago the last announcement ended, told or taken for ended. */
export function sinceAnnounced(hall: Hall, { calls: made, counter }: NonNullable<Person['desk']>, now: number): number {
  const last = made.at(-1);
  if (last?.endedAt !== undefined) return passed(last.endedAt, now, hall.jumps);
  const zone = hall.office.counters.find(({ id }) => id === counter)?.zone ?? '';
  const silent = voiceOf(hall, zone) === undefined ? hall.office.policy.silentAnnouncementSeconds * 1000 : 30_000;
  return passed(last?.at ?? 0, now, hall.jumps) - silent;
}

/** C1, C2, C3, C7, C8: may this counter call this visit at all? */
function seating({ hall, event, recorded, must, fired }: Called, desk: Desk, person: Person): void {
  must('C1', atDesk(hall, desk.id).length === 0, `${desk.id} has a visitor`);
  must('C2', person.where !== 'desk' && person.where !== 'gone', `${person.ticket} is ${person.where}`);
  must('C2', !partyAtDesk(hall, person), `somebody of the party of ${person.ticket} is at a counter`);
  must('C3', desk.officer === event.officer, `${event.officer} is not at ${desk.id}`);
  must(desk.later ? 'C8' : 'C3', desk.state === 'open' && !desk.later, `${desk.id} is ${desk.later ?? desk.state}`);
  if (event.override === undefined)
    must('C3', skills(hall, event.officer).includes(event.stage), `${event.officer} has no skill for ${event.stage}`);
  const confirmed = person.slip === 'printed' || person.slip === 'shown';
  must('C7', (event.slipUnconfirmed === true) === !confirmed, `slip ${person.slip}`);
  if (!confirmed) fired('C7');
  if (person.where === 'line') must('C7', slipSettled(hall, person, recorded.at), 'the slip may still be printing');
}

function callerOf({ hall, event, recorded, fired }: Called, desk: Desk): Caller {
  const skilled = skills(hall, event.officer);
  const mine = (stage: string) => event.override !== undefined || skilled.includes(stage);
  const unskilled = desk.tiers.flat().filter((stage) => !mine(stage));
  if (hall.people.some(({ where, stages }) => where === 'line' && unskilled.includes(stages[0] ?? ''))) fired('C3');
  const queues = desk.tiers.flat();
  const inQueues = hall.people.filter((one) => one.where === 'line' && queues.includes(one.stages[0] ?? ''));
  if (inQueues.some((one) => partyAtDesk(hall, one))) fired('C2');
  if (inQueues.some((one) => isPaused(hall, one.service))) fired('D2');
  if (inQueues.some((one) => one.away)) fired('V2');
  if (inQueues.some((one) => !slipSettled(hall, one, recorded.at))) fired('T3');
  return {
    counter: desk.id,
    officer: event.officer,
    tiers: desk.tiers.map((stages) => stages.filter(mine)),
    mayOverdue: mayOverdue(desk.calls, hall.office.policy.overdueEvery),
  };
}

/** C12: a chosen call takes any callable, parked or missed visit of the officer's queues. */
function chosen(one: Called, caller: Caller, everybody: readonly Standing[], person: Person): void {
  const { hall, event, recorded, must, fired } = one;
  const { at } = recorded;
  fired('C12');
  must('C12', person.where !== 'line' || !person.away, `${person.ticket} is away`);
  must('C12', person.where !== 'line' || !isPaused(hall, person.service), `the service of ${person.ticket} is paused`);
  must(
    'C12',
    event.override !== undefined || caller.tiers.flat().includes(event.stage),
    `${event.stage} is not its queue`,
  );
  if (hall.office.policy.reasonForChosen)
    must('C12', event.why.reason !== undefined || event.override !== undefined, 'no reason given');
  const tier = Math.max(
    0,
    caller.tiers.findIndex((stages) => stages.includes(event.stage)),
  );
  const place = placeNow(hall, person, at);
  const why = {
    rule: 'C12',
    queue: event.stage,
    lane: laneNow(hall, person, at),
    tier,
    hand: hall.hands.get(event.stage) ?? 0,
    passed: passedOver(everybody, { person, place, joined: person.joined }),
    ...(event.why.reason === undefined ? {} : { reason: event.why.reason }),
  };
  must('L9', person.stages[0] === event.stage, `${person.ticket} waits for ${person.stages[0]}`);
  same(one, 'L9', why);
}

/** L7: the same floor always gives the same next ticket, and for this reason. */
function byRule(one: Called, caller: Caller, everybody: readonly Standing[], person: Person): void {
  const { hall, event, wrong, must } = one;
  const handOf = (queue: string) => hall.hands.get(queue) ?? 0;
  const choice = choose(hall.office, everybody, caller, handOf);
  if (!choice) return wrong('L7', `nobody may be called, ${event.ticket} was`);
  const { standing } = choice;
  const found = `${standing.person.ticket} by ${choice.rule}, called was ${event.ticket} by ${event.why.rule}`;
  if (standing.person !== person)
    return wrong(choice.rule === event.why.rule ? ruleBetween(standing, event) : choice.rule, `next is ${found}`);
  must('S1', event.stage === standing.queue, `stage ${event.stage}, queue ${standing.queue}`);
  same(one, choice.rule === event.why.rule ? 'L9' : choice.rule, {
    rule: choice.rule,
    queue: standing.queue,
    lane: standing.lane,
    tier: choice.tier,
    hand: choice.hand,
    passed: passedOver(everybody, standing),
    ...(choice.overBy === undefined ? {} : { overBy: choice.overBy }),
  });
  decided(one, caller, everybody, choice, handOf(standing.queue));
}

/** Which rule the core and the oracle part at, both calling by the same one. */
function ruleBetween(next: Standing, { why }: EventOf<'VisitCalled'>): string {
  if (why.rule !== 'L2') return why.rule;
  if (next.queue !== why.queue) return 'L5';
  return next.lane === why.lane ? 'L1' : 'L2';
}

function same({ event, must }: Called, rule: string, why: { readonly [field: string]: unknown }): void {
  const told: { readonly [field: string]: unknown } = { ...event.why };
  for (const field of new Set([...Object.keys(why), ...Object.keys(told)]))
    must(
      rule,
      JSON.stringify(told[field]) === JSON.stringify(why[field]),
      `${field} is ${JSON.stringify(told[field])}, should be ${JSON.stringify(why[field])}`,
    );
}

/** Which rules made the difference in this call. */
function decided(
  { hall, recorded, fired }: Called,
  caller: Caller,
  everybody: readonly Standing[],
  choice: Choice,
  hand: number,
): void {
  const { standing } = choice;
  const { person } = standing;
  const { at } = recorded;
  fired(choice.rule);
  const others = everybody.filter((one) => one !== standing);
  const over = everybody.filter((one) => one.left < 0);
  if (others.some((one) => one.queue === standing.queue && one.lane === standing.lane)) fired('L1');
  if ((choice.rule === 'L6' && over.length > 0) || (choice.rule === 'L4' && over[0] !== everybody[0])) fired('L7');
  if (choice.rule === 'L2' && new Set(everybody.map((one) => one.queue)).size > 1) fired('L5');
  if (choice.hand !== hand || (hand !== 0 && choice.rule !== 'L2')) fired('L8');
  if (over.length > 0 && !caller.mayOverdue) fired('L4');
  if (person.slot !== undefined && (standing.lane !== person.lane || standing.place !== person.place)) fired('L3');
  if (countedWait(hall, person, at) < at - person.place) fired('T5');
  if (hall.jumps.some(({ from, to }) => person.place <= from && (to ?? 0) <= at)) fired('T2');
  if (person.bound && !boundTo(hall, person, at)) fired('L6');
  if (person.stages[0] !== undefined && left(hall, person, at) < 0 && choice.rule === 'L4') fired('T3');
}
