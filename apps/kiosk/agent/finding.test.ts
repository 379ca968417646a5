import { expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { FindRequest } from '../../../shared/protocol/agent.ts';
import { handAgent, type Hand } from './hand.test-kit.ts';

const find = (hand: Hand, text: string, does?: string) => hand.agent.find(FindRequest.parse({ text, does }));
const waiting = (ticket: string, number: string, more: object = {}) => ({
  ticket,
  number,
  service: 'baru',
  people: 1,
  state: 'waiting',
  ahead: 4,
  estimate: null,
  promised: null,
  may: ['postpone'],
  ...more,
});

/** A ticket of this kiosk that waits at the hub: its number and its code as printed. */
async function pressed(hand: Hand) {
  const answer = await hand.press();
  if (!answer.ok) throw new Error(answer.code);
  const known = waiting(answer.ticket, answer.number);
  hand.tickets.set(answer.number, known).set(answer.ticket, known);
  return answer;
}

test('a number alone tells the place and allows nothing; its own code allows what the state does', async () => {
  const hand = await handAgent();
  const { number, code } = await pressed(hand);
  expect(await find(hand, number)).toMatchObject({ ok: true, state: 'waiting', ahead: 4, may: [], backBy: null });
  expect(await find(hand, code)).toMatchObject({ number, may: ['copy', 'postpone'] });
  expect(await find(hand, number, 'copy')).toMatchObject({ ok: false, code: 'codeNeeded' });
  expect(await find(hand, code, 'reinstate')).toMatchObject({ ok: false, code: 'notNow' });
  expect(await find(hand, 'halo')).toMatchObject({ ok: false, code: 'notASlip' });
  expect(await find(hand, 'A-999')).toMatchObject({ ok: false, code: 'notFound' });
});

test('I25 a copy is marked and counted', async () => {
  const hand = await handAgent();
  const { code, number } = await pressed(hand);
  expect(await find(hand, code, 'copy')).toMatchObject({ ok: true, number, slip: 'printed' });
  expect(hand.jobs[1]?.join('\n')).toMatch(/(COPY|SALINAN) 1/);
  expect(hand.written.filter(({ kind }) => kind === 'copy')).toMatchObject([{ copy: 1 }]);
});

test('C6, V1, V2 each deed is the hub’s command, and its refusal the hub’s sentence', async () => {
  const hand = await handAgent();
  const { code, number, ticket } = await pressed(hand);
  await find(hand, code, 'postpone');
  expect(hand.of('Postpone')).toMatchObject([{ ticket }]);
  for (const [state, does, type] of [
    ['missed', 'reinstate', 'Reinstate'],
    ['away', 'confirmPresence', 'ConfirmPresence'],
  ] as const) {
    hand.tickets.set(number, waiting(ticket, number, { state, may: [does] }));
    expect(await find(hand, code)).toMatchObject({ may: ['copy', does] });
    expect(await find(hand, code, does)).toMatchObject({ ok: true, state: 'waiting' });
    expect(hand.of(type)).toHaveLength(1);
  }
  hand.tickets.set(number, waiting(ticket, number));
  const message = { id: 'Sudah ditunda.', en: 'Postponed already.' };
  hand.answer = () => ({ ok: false, seq: 1, error: { code: 'alreadyPostponed', message } });
  expect(await find(hand, code, 'postpone')).toEqual({ ok: false, code: 'alreadyPostponed', message });
});

test('V1 what the hub says may not be done is not offered', async () => {
  const hand = await handAgent();
  const { code, number, ticket } = await pressed(hand);
  hand.tickets.set(number, waiting(ticket, number, { may: [] }));
  expect(await find(hand, code)).toMatchObject({ may: ['copy'] });
});

const minutes = (hand: Hand, low: number, high: number) => {
  const now = hand.agent.state().at;
  return { low: now + low * minuteMs, high: now + high * minuteMs };
};

test('F2, F3 a slip that waits tells its own time, what it says, and that it is later; nothing where nothing is known', async () => {
  const hand = await handAgent();
  const { code, number, ticket } = await pressed(hand);
  expect(await find(hand, code)).toMatchObject({ estimate: null, promised: null, later: false, backBy: null });
  const [promised, estimate] = [minutes(hand, 15, 30), minutes(hand, 40, 55)];
  hand.tickets.set(number, waiting(ticket, number, { promised, estimate, later: true }));
  expect(await find(hand, code)).toMatchObject({ promised, estimate, later: true, notToday: false });
});

test('F2 who may leave is back 10 minutes before the earliest time, where that is 20 minutes away', async () => {
  const hand = await handAgent();
  const { code, number, ticket } = await pressed(hand);
  const backBy = async (more: object) => {
    hand.tickets.set(number, waiting(ticket, number, more));
    return (await find(hand, code)) as { readonly backBy: number | null };
  };
  const [soon, later] = [minutes(hand, 29, 40), minutes(hand, 31, 40)];
  expect(await backBy({ estimate: soon })).toMatchObject({ backBy: null });
  expect(await backBy({ estimate: later })).toMatchObject({ backBy: later.low - 10 * minuteMs });
  expect(await backBy({ estimate: later, notToday: true })).toMatchObject({ backBy: null });
});

test('D4 the copy for somebody who may not be reached today says what it gives', async () => {
  const hand = await handAgent();
  const { code, number, ticket } = await pressed(hand);
  hand.tickets.set(number, waiting(ticket, number, { notToday: true }));
  expect(await find(hand, code)).toMatchObject({ notToday: true });
  expect(await find(hand, code, 'copy')).toMatchObject({ slip: 'printed' });
  expect(hand.jobs[0]?.join('\n')).not.toMatch(/tidak dipanggil/);
  expect(hand.jobs[1]?.join('\n')).toMatch(/tidak dipanggil hari ini/);
});

test('another kiosk’s slip: six letters of the key allow a copy and coming back, never giving the place away', async () => {
  const hand = await handAgent();
  const other = 'mnpqrs7890abcdef';
  hand.tickets.set('A-050', waiting(other, 'A-050', { state: 'missed', may: ['reinstate'] }));
  expect(await find(hand, 'A-050 mnpqrs-00000000')).toMatchObject({ may: ['copy', 'reinstate'] });
  hand.tickets.set('A-050', waiting(other, 'A-050'));
  expect(await find(hand, 'A-050 mnpqrs-00000000')).toMatchObject({ may: ['copy'] });
  expect(await find(hand, 'A-050 mnpqrt-00000000')).toMatchObject({ ok: false, code: 'wrongCode' });
  expect(await find(hand, 'A-050 mnpqrs-00000000', 'copy')).toMatchObject({ slip: 'printed' });
  expect(hand.jobs[0]?.join('\n')).toContain('mnpqrs-00000000');
});

test('of this kiosk’s own slips the whole code must be right', async () => {
  const hand = await handAgent();
  const { code } = await pressed(hand);
  const wrong = code.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect(await find(hand, wrong)).toMatchObject({ ok: false, code: 'wrongCode' });
});

test('N6 a number of this kiosk that the hub has not taken is found here, without the hub', async () => {
  const hand = await handAgent();
  await hand.live(false);
  const answer = await hand.press();
  if (!answer.ok) throw new Error(answer.code);
  expect(await find(hand, answer.number)).toMatchObject({ state: 'here', may: [] });
  expect(await find(hand, answer.code)).toMatchObject({ state: 'here', may: ['copy'] });
  expect(await find(hand, answer.code, 'copy')).toMatchObject({ state: 'here', slip: 'printed' });
  expect(await find(hand, `${answer.number} ${'0'.repeat(6)}-${'0'.repeat(8)}`)).toMatchObject({ code: 'wrongCode' });
  expect(await find(hand, 'A-777')).toMatchObject({ ok: false, code: 'alone' });
});

test('codes cannot be tried out: ten look-ups a minute, and a slip that proves itself is not counted', async () => {
  const hand = await handAgent();
  const { code } = await pressed(hand);
  for (let i = 0; i < 10; i++) await find(hand, `A-00${i}`);
  expect(await find(hand, 'A-001')).toMatchObject({ ok: false, code: 'manyLookUps' });
  expect(await find(hand, code)).toMatchObject({ ok: true });
  await hand.pass(60_001);
  expect(await find(hand, 'A-001')).toMatchObject({ ok: true });
});
