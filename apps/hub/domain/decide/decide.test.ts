import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minuteMs, numberText } from '../../../../shared/ids.ts';
import { Command, type CommandType } from '../../../../shared/protocol/commands.ts';
import { lanes } from '../../../../shared/protocol/office.ts';
import { allowed, mayOverride, Role } from '../../../../shared/protocol/roles.ts';
import { By } from '../events.ts';
import { orderOf } from '../floor.ts';
import { as, holder, openHall, sealed, type Hall, type Said } from '../testing/hall.test-kit.ts';
import { monday, smallOffice } from '../testing/office.test-kit.ts';
import { decide } from './decide.ts';

const on = { counter: 'c1', ticket: 't1' };
/** One of each command. */
const one: { readonly [Type in CommandType]: Extract<Said, { type: Type }> } = {
  TakeTicket: { type: 'TakeTicket', service: 'passport' },
  ConfirmSlip: { type: 'ConfirmSlip', ticket: 't1', outcome: 'printed' },
  UploadTickets: {
    type: 'UploadTickets',
    day: monday,
    generation: 'g',
    tickets: [
      {
        ticket: 'u1',
        number: { prefix: 'A', source: 5, count: 1 },
        service: 'passport',
        lane: 'regular',
        language: 'id',
        people: 1,
        arrivedAt: 0,
        slip: 'printed',
      },
    ],
  },
  ReportBrought: { type: 'ReportBrought', restore: 1 },
  EndRestore: { type: 'EndRestore', restore: 1, device: 'k1', reason: 'r' },
  CheckSeat: { type: 'CheckSeat', counter: 'c1', right: true },
  SignIn: { type: 'SignIn', counter: 'c1', officer: 'ani' },
  SignOut: { type: 'SignOut', counter: 'c1' },
  TakeOver: { type: 'TakeOver', counter: 'c1', officer: 'ani' },
  OpenCounter: { type: 'OpenCounter', counter: 'c1', officer: 'ani' },
  PauseCounter: { type: 'PauseCounter', counter: 'c1' },
  CloseCounter: { type: 'CloseCounter', counter: 'c1' },
  CallNext: { type: 'CallNext', counter: 'c1' },
  CallTicket: { type: 'CallTicket', ...on },
  Recall: { type: 'Recall', ...on },
  Withdraw: { type: 'Withdraw', ...on },
  StartService: { type: 'StartService', ...on },
  Finish: { type: 'Finish', ...on },
  MarkNoShow: { type: 'MarkNoShow', ...on },
  Park: { type: 'Park', ...on },
  Return: { type: 'Return', ticket: 't1' },
  Transfer: { type: 'Transfer', ...on, to: { service: 'permit' } },
  Release: { type: 'Release', ...on },
  Reinstate: { type: 'Reinstate', ticket: 't1' },
  Cancel: { type: 'Cancel', ticket: 't1' },
  Postpone: { type: 'Postpone', ticket: 't1' },
  ConfirmPresence: { type: 'ConfirmPresence', ticket: 't1' },
  TellNotToday: { type: 'TellNotToday', tickets: [{ ticket: 't1', calledFrom: 0 }] },
  AdviseCounter: { type: 'AdviseCounter', service: 'passport', p80Minutes: 90 },
  WithdrawAdvice: { type: 'WithdrawAdvice', stage: 'data', p80Minutes: 1 },
  Split: { type: 'Split', ticket: 't1', people: 1 },
  Link: { type: 'Link', ticket: 't1', with: 't2' },
  CheckItem: { type: 'CheckItem', ...on, item: 'form', done: true },
  Note: { type: 'Note', ticket: 't1', note: sealed },
  Undo: { type: 'Undo', ticket: 't1' },
  Correct: { type: 'Correct', ticket: 't1', outcome: 'done', reason: 'r' },
  Assign: { type: 'Assign', counter: 'c1', tiers: [['data']] },
  PauseService: { type: 'PauseService', service: 'passport' },
  ResumeService: { type: 'ResumeService', service: 'passport' },
  StopIntake: { type: 'StopIntake', service: 'passport' },
  ResumeIntake: { type: 'ResumeIntake', service: 'passport' },
  Announce: { type: 'Announce', message: sealed },
  SendMessage: { type: 'SendMessage', to: 'supervisor', message: sealed },
  RaiseEmergency: { type: 'RaiseEmergency' },
  ClearEmergency: { type: 'ClearEmergency', emergency: 1 },
  CallStaff: { type: 'CallStaff' },
  AnswerStaff: { type: 'AnswerStaff', device: 'k1' },
  ReportAnnounced: { type: 'ReportAnnounced', announcement: 1, outcome: 'spoken' },
  ReportDevice: { type: 'ReportDevice', device: 'd', role: 'display', connected: true },
  CloseDay: { type: 'CloseDay' },
  ReopenDay: { type: 'ReopenDay' },
  ChangeOffice: { type: 'ChangeOffice', document: {} },
};

describe('I31 who may do what', () => {
  const pairs = Role.options.flatMap((role) => Object.values(one).map((command) => ({ role, command })));
  const hall = openHall().takes('t1 t2').opens('c1', 'ani').knows({ adopting: smallOffice(), digit: 5 });
  const by = (role: Role) => By.parse({ device: 'd', role, door: 'socket' });
  const isAllowed = ({ role, command }: (typeof pairs)[number]) => allowed[command.type].includes(role);

  test('I31 every command outside the matrix is refused, and changes nothing', () => {
    const before = structuredClone(hall.journal);
    const outside = pairs.filter((pair) => !isAllowed(pair));
    for (const { role, command } of outside)
      expect(hall.decides(command, by(role)), `${role} ${command.type}`).toEqual({
        ok: false,
        error: { code: 'notAllowed' },
      });
    expect(outside).toHaveLength(324);
    expect(hall.journal).toEqual(before);
    expect(hall.replayed()).toEqual(hall.floor);
  });

  test('I31 every command inside it is decided by the rules', () => {
    const inside = pairs.filter(isAllowed);
    for (const { role, command } of inside)
      expect(hall.refusal(command, by(role)), `${role} ${command.type}`).not.toBe('notAllowed');
    expect(inside).toHaveLength(196);
  });

  test('C13 a supervisor, an admin and another system of the office may override', () => {
    expect(Role.options.filter(mayOverride)).toEqual(['supervisor', 'admin', 'api']);
  });
});

test('D6 in a closed book each command is refused, save those it still takes', () => {
  const hall = openHall().takes('t1 t2').does({ type: 'CloseDay' }).knows({ adopting: smallOffice(), digit: 5 });
  const taken = Object.values(one).filter((command) => hall.refusal(command, as.api) !== 'dayClosed');
  expect(taken.map(({ type }) => type)).toEqual([
    'UploadTickets',
    'ReportBrought',
    'EndRestore',
    'Correct',
    'ReportDevice',
    'ReopenDay',
    'ChangeOffice',
  ]);
});

test('K5 an answer names the seq at which it was decided', () => {
  const hall = openHall().takes('t1').opens('c1', 'ani');
  const { seq } = hall.floor;
  expect(hall.answer({ type: 'CallNext', counter: 'c1' })).toMatchObject({ call: seq + 1 });
  expect(hall.answer({ type: 'Recall', ...on })).toEqual({ announcement: seq + 2 });
  expect(hall.answer({ type: 'RaiseEmergency' })).toEqual({ emergency: seq + 3 });
  expect(hall.floor.seq).toBe(seq + 3);
});

test('a command nobody knows is thrown with its value', () => {
  const matrix = allowed as { [type: string]: readonly Role[] };
  matrix['Dance'] = ['api'];
  try {
    expect(() => decide({ type: 'Dance' } as never, openHall().floor, { by: as.api } as never)).toThrow('Dance');
  } finally {
    delete matrix['Dance'];
  }
});

// ---- chance looks for the rest

const ticket = fc.integer({ min: 0, max: 11 }).map((i) => `t${i}`);
const counter = fc.constantFrom('c1', 'c2', 'c3', 'c4');
const officer = fc.constantFrom('ani', 'budi', 'citra', 'dewi');
const service = fc.constantFrom('passport', 'permit', 'legal');
const stage = fc.constantFrom('data', 'papers', 'photo', 'legal');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const override = maybe(fc.constant({ reason: 'so' }));
const said = <Type extends Said['type']>(type: Type, shape: { [Field: string]: fc.Arbitrary<unknown> } = {}) =>
  fc.record({ type: fc.constant(type), ...shape }) as unknown as fc.Arbitrary<Said>;
const there = { counter, ticket };

const anyCommand: fc.Arbitrary<Said> = fc.oneof(
  {
    weight: 8,
    arbitrary: said('TakeTicket', {
      key: ticket,
      service,
      lane: maybe(fc.constantFrom(...lanes)),
      people: maybe(fc.integer({ min: 1, max: 4 })),
      remote: maybe(fc.boolean()),
      holder: maybe(fc.constantFrom('a', 'b').map(holder)),
      slotIn: maybe(fc.integer({ min: -70, max: 90 })),
    }),
  },
  {
    weight: 6,
    arbitrary: said('CallNext', { counter, outcome: maybe(fc.constantFrom('done', 'incomplete', 'noShow')), override }),
  },
  {
    weight: 3,
    arbitrary: said('Finish', {
      ...there,
      outcome: maybe(fc.constantFrom('done', 'continues')),
      add: maybe(fc.constant(['data'])),
      reason: fc.constant('so'),
      override,
    }),
  },
  { weight: 3, arbitrary: said('SignIn', { counter, officer, takeOver: maybe(fc.boolean()), override }) },
  { weight: 2, arbitrary: said('CallTicket', { ...there, override }) },
  { weight: 2, arbitrary: said('MarkNoShow', { ...there, override }) },
  { weight: 3, arbitrary: said('Undo', { ticket }) },
  said('StartService', there),
  said('ConfirmSlip', { ticket, outcome: fc.constantFrom('printed', 'failed', 'uncertain') }),
  said('Recall', { ...there, override }),
  said('Withdraw', there),
  said('Park', there),
  said('Return', { ticket }),
  said('Transfer', {
    ...there,
    ourMistake: maybe(fc.boolean()),
    to: fc.oneof(fc.record({ service }), fc.record({ stage }), fc.record({ counter }), fc.record({ officer })),
  }),
  said('Release', there),
  said('Reinstate', { ticket }),
  said('Cancel', { ticket }),
  said('Postpone', { ticket }),
  said('ConfirmPresence', { ticket }),
  said('Split', { key: ticket, ticket, people: fc.constant(1) }),
  said('Link', { ticket, with: ticket }),
  said('SignOut', { counter }),
  said('PauseCounter', { counter }),
  said('CloseCounter', { counter }),
  said('Assign', {
    counter,
    tiers: fc.array(fc.array(stage, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
  }),
  said('PauseService', { service }),
  said('ResumeService', { service }),
  said('StopIntake', { service }),
  said('ResumeIntake', { service }),
  said('UploadTickets', {
    day: fc.constant(monday),
    generation: fc.constant('g'),
    tickets: fc.array(
      fc.record({
        ticket,
        number: fc.record({ prefix: fc.constant('A'), source: fc.constant(5), count: fc.integer({ min: 1, max: 4 }) }),
        service: fc.constant('passport'),
        lane: fc.constantFrom('priority', 'regular'),
        language: fc.constant('id'),
        people: fc.constant(1),
        arrivedAt: fc.constant(0),
        slip: fc.constantFrom('printed', 'failed'),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  said('ReportDevice', {
    device: fc.constantFrom('k1', 'tv'),
    role: fc.constantFrom('kiosk', 'display'),
    connected: fc.boolean(),
    zone: fc.constant('hall'),
    sound: fc.constant('ready'),
  }),
  said('Correct', { ticket, outcome: fc.constantFrom('done', 'noShow'), reason: fc.constant('so') }),
  said('CloseDay'),
  said('ReopenDay'),
);
const step = fc.record({
  pass: fc.constantFrom(0, 0, 1, 4, 11, 40, 200, 900, 2400),
  jump: fc.constantFrom(0, 0, 0, 0, 5),
  command: anyCommand,
});

/** Plays a day; a command that is refused happens to nobody. */
function play(steps: readonly { pass: number; jump: number; command: Said }[]): Hall {
  const hall = openHall().opens('c1', 'ani').opens('c2', 'budi').knows({ digit: 5 });
  for (const { pass, jump, command } of steps) {
    hall.pass(pass);
    if (jump > 0) hall.pass(jump * 60).happens({ type: 'ClockCorrected', by: jump * minuteMs });
    hall.clock();
    const { slotIn, ...rest } = command as Said & { readonly slotIn?: number };
    const whole = slotIn === undefined ? rest : { ...rest, slot: hall.now() + slotIn * minuteMs };
    if (hall.decides(whole).ok) hall.does(whole);
    hall.clock();
    checkAll(hall);
  }
  return hall;
}

function checkAll({ floor, now }: Hall): void {
  const visits = [...floor.visits.values()];
  const where = (is: string) => visits.filter(({ stay }) => stay.is === is).map(({ ticket }) => ticket as string);
  const counters = [...floor.counters.values()];
  const lines = [...floor.lines.queues.values()].flatMap((queue) => Object.values(queue.lines));

  // Nobody is lost: everybody is in exactly the one place their stay names.
  expect(
    lines
      .flat()
      .map(({ ticket }): string => ticket)
      .sort(),
  ).toEqual(where('waiting').sort());
  expect([...floor.parked].sort()).toEqual(where('parked').sort());
  expect([...floor.missed].sort()).toEqual(where('missed').sort());
  const seated = counters.flatMap(({ visit }) => (visit ? [visit.ticket as string] : []));
  expect(seated.sort()).toEqual([...where('called'), ...where('serving')].sort());
  for (const { id: name, visit } of counters) if (visit) expect(visit.stay).toMatchObject({ counter: name });
  const ended = [...floor.endings.values()].reduce((sum, count) => sum + count, 0);
  expect(ended).toBe(where('ended').length);

  // C2: of a party one at a time. C11: an officer has one counter and a counter one officer.
  for (const { party } of visits) {
    const members = party?.members.map((member) => floor.visits.get(member)) ?? [];
    const busy = members.filter((member) => member?.stay.is === 'called' || member?.stay.is === 'serving').length;
    expect(party?.atCounter ?? 0).toBe(busy);
    expect(busy).toBeLessThanOrEqual(1);
  }
  const officers = counters.flatMap(({ id: name, officer: sits }) => (sits ? [[sits, name]] : []));
  expect(new Map(officers as unknown as [string, string][])).toEqual(floor.seats);
  expect(officers).toHaveLength(floor.seats.size);
  for (const { state, officer: sits } of counters) expect(sits === undefined).toBe(state === 'closed');

  // L1: each line is in order. L6, V2: what is counted beside the lines agrees with them.
  for (const line of lines)
    for (let i = 1; i < line.length; i++) {
      const [before, after] = [line[i - 1]!, line[i]!];
      expect(orderOf(before) - orderOf(after) || before.joined - after.joined).toBeLessThan(0);
    }
  expect(new Set(floor.lines.bound)).toEqual(new Set(lines.flat().filter(({ bound }) => bound)));
  for (const queue of floor.lines.queues.values())
    expect(queue.away).toBe(
      Object.values(queue.lines)
        .flat()
        .filter(({ away }) => away).length,
    );

  // N8: every number is exactly one of issued and voided.
  const numbers = [...visits.map(({ number }) => number), ...floor.voided.map(({ number }) => number)].map(numberText);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.sort()).toEqual([...floor.numbers.keys()].sort());
  expect(floor.at).toBeLessThanOrEqual(now());
}

test('whatever arrives, nobody is lost and replay gives the same floor', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const hall = play(steps);
      expect(hall.replayed()).toEqual(hall.floor);
    }),
    { numRuns: 250 },
  );
}, 60_000);

test('every command of a random day is one the schema knows', () => {
  for (const command of Object.values(one)) expect(Command.safeParse({ key: 'k', ...command }).success).toBe(true);
});
