import { expect, test } from 'vitest';
import { handAgent, type Hand } from './hand.test-kit.ts';

const kinds = ({ written }: Hand) => written.map(({ kind }) => kind);
const copiesOf = ({ jobs }: Hand) => jobs.map((lines) => lines.join('\n').match(/(?:COPY|SALINAN) (\d+)/)?.[1]);

test('I26, I27 the intention is written before the job, and printed is said only of a fence', async () => {
  const hand = await handAgent();
  expect(await hand.press()).toMatchObject({ ok: true, slip: 'printed' });
  expect(kinds(hand).slice(-5)).toEqual(['pressed', 'hubNumber', 'sending', 'fenced', 'confirmed']);
  for (const outcome of [{ kind: 'sent' }, { kind: 'uncertain', why: 'silent' }] as const) {
    hand.printer.outcome = outcome;
    expect(await hand.press()).toMatchObject({ slip: 'uncertain' });
  }
  hand.printer.outcome = { kind: 'failed', why: 'gone' };
  expect(await hand.press()).toMatchObject({ slip: 'shown' });
  await hand.pass(1);
  expect(hand.of('ConfirmSlip').map(({ outcome }) => outcome)).toEqual(['printed', 'uncertain', 'uncertain', 'shown']);
});

test.each(['paperOut', 'coverOpen', 'cutterError', 'offline'] as const)(
  'a printer that says %s is sent nothing, and the number is on the screen at once',
  async (state) => {
    const hand = await handAgent();
    hand.printer.state = state;
    await hand.pass(2_000);
    expect(hand.agent.state().printer).toBe(state);
    expect(hand.of('ReportDevice').at(-1)).toMatchObject({ printer: state });
    expect(await hand.press()).toMatchObject({ ok: true, slip: 'shown' });
    expect(hand.jobs).toEqual([]);
    expect(kinds(hand)).not.toContain('sending');
    hand.printer.state = 'nearEnd';
    await hand.pass(2_000);
    expect(await hand.press()).toMatchObject({ slip: 'printed' });
  },
);

test('I24 a printer that never answers leaves the page an answer within 5 s, and the next press its number at once', async () => {
  const hand = await handAgent();
  hand.printer.outcome = 'hangs';
  const answers: unknown[] = [];
  void hand.press().then((answer) => answers.push(answer));
  await hand.pass(1_000);
  void hand.press().then((answer) => answers.push(answer));
  await hand.pass(3_900);
  expect(answers).toMatchObject([
    { ok: true, number: 'A-002', slip: 'shown' },
    { ok: true, number: 'A-001', slip: 'uncertain' },
  ]);
});

test('I24 presses that pile up behind a silent hub end in a word, not in silence', async () => {
  const hand = await handAgent();
  hand.answer = () => 'lost';
  const answers: { readonly ok: boolean; readonly code: string }[] = [];
  for (let i = 0; i < 20; i++) void hand.press().then((answer) => answers.push(answer as never));
  await hand.pass(5_000);
  expect(answers).toHaveLength(20);
  expect(answers.filter(({ ok }) => !ok).every(({ code }) => code === 'busy')).toBe(true);
  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(5);
});

test('I25, I27 “it came out” is told to the hub; “it did not” prints the same number as copy 1, 2, 3', async () => {
  const hand = await handAgent();
  hand.printer.outcome = { kind: 'sent' };
  const first = await hand.press();
  const second = await hand.press();
  if (!first.ok || !second.ok) throw new Error('no number');
  await hand.pass(1);
  expect(await hand.agent.word({ ticket: first.ticket, came: true })).toEqual({ ok: true, slip: 'printed' });
  expect(await hand.agent.word({ ticket: second.ticket, came: false })).toEqual({ ok: true, slip: 'uncertain' });
  hand.printer.outcome = { kind: 'fenced' };
  expect(await hand.agent.word({ ticket: second.ticket, came: false })).toEqual({ ok: true, slip: 'printed' });
  await hand.pass(1);
  expect(copiesOf(hand)).toEqual([undefined, undefined, '1', '2']);
  expect(hand.jobs[3]?.join('\n')).toContain('A-002');
  expect(hand.of('ConfirmSlip').map(({ ticket, outcome }) => [ticket, outcome])).toEqual([
    [first.ticket, 'uncertain'],
    [second.ticket, 'uncertain'],
    [first.ticket, 'printed'],
    [second.ticket, 'printed'],
  ]);
  expect(new Set(hand.of('ConfirmSlip').map(({ key }) => key)).size).toBe(4);
});

test('I27 a copy that cannot be printed leaves the number on the screen, and the hub hears that', async () => {
  const hand = await handAgent();
  hand.printer.outcome = { kind: 'sent' };
  const answer = await hand.press();
  hand.printer.state = 'paperOut';
  await hand.pass(2_000);
  if (!answer.ok) throw new Error('no number');
  expect(await hand.agent.word({ ticket: answer.ticket, came: false })).toEqual({ ok: true, slip: 'shown' });
  await hand.pass(1);
  expect(hand.of('ConfirmSlip').map(({ outcome }) => outcome)).toEqual(['uncertain', 'shown']);
});

test('I25 a slip that is out is not printed again for a word, and silence prints nothing', async () => {
  const hand = await handAgent();
  const answer = await hand.press();
  if (!answer.ok) throw new Error('no number');
  expect(await hand.agent.word({ ticket: answer.ticket, came: false })).toEqual({ ok: true, slip: 'printed' });
  hand.printer.outcome = { kind: 'sent' };
  await hand.press();
  await hand.pass(600_000);
  expect(hand.jobs).toHaveLength(2);
});

test('a word while the first job still runs is kept, whatever the printer says later', async () => {
  const hand = await handAgent();
  hand.printer.outcome = 'hangs';
  let ticket = '';
  void hand.press().then((answer) => (ticket = answer.ok ? answer.ticket : ''));
  await hand.pass(5_000);
  expect(await hand.agent.word({ ticket: ticket as never, came: true })).toEqual({ ok: true, slip: 'printed' });
  await hand.pass(1);
  expect(hand.of('ConfirmSlip')).toMatchObject([{ ticket, outcome: 'printed' }]);
});

test('requirements are printed without a number, and shown where nothing can be printed', async () => {
  const hand = await handAgent();
  const asked = { service: 'baru' as never, language: 'id' } as const;
  expect(await hand.agent.requirements(asked)).toEqual({ ok: true, slip: 'printed' });
  expect(await hand.agent.requirements({ ...asked, service: 'none' as never })).toMatchObject({
    code: 'unknownService',
  });
  hand.printer.state = 'paperOut';
  await hand.pass(2_000);
  expect(await hand.agent.requirements(asked)).toEqual({ ok: true, slip: 'shown' });
  expect(hand.of('TakeTicket')).toEqual([]);
});

test('the staff are called by the hub’s command; alone the kiosk sends the visitor to a desk', async () => {
  const hand = await handAgent();
  expect(await hand.agent.callStaff()).toEqual({ ok: true });
  expect(hand.of('CallStaff')).toHaveLength(1);
  await hand.show({ staffCalled: true });
  expect(hand.agent.state().staffCalled).toBe(true);
  await hand.live(false);
  expect(await hand.agent.callStaff()).toMatchObject({ ok: false, code: 'alone' });
});
