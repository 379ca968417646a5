import { expect, test } from 'vitest';
import type { AttendantStep } from '../../../shared/protocol/agent.ts';
import { handAgent, type Hand } from './hand.test-kit.ts';

const step = (hand: Hand, does: AttendantStep, code = '4711') => hand.agent.attendant({ code, step: does });
const open: AttendantStep = { does: 'open' };

test('without a code there is no attendant’s page', async () => {
  const hand = await handAgent({ settings: { attendantCode: undefined } });
  expect(hand.agent.state().attendant).toBe(false);
  expect(await step(hand, open)).toMatchObject({ ok: false, code: 'noAttendant' });
});

test('five wrong codes lock the page for 15 s, and each further one for twice as long; the right one then opens it', async () => {
  const hand = await handAgent();
  for (let i = 0; i < 4; i++) expect(await step(hand, open, '0000')).toMatchObject({ code: 'wrongAttendant' });
  expect(await step(hand, open, '0000')).toMatchObject({
    code: 'locked',
    message: { en: expect.stringContaining(' 15 s') as string },
  });
  expect(await step(hand, open)).toMatchObject({ code: 'locked' });
  await hand.pass(15_000);
  expect(await step(hand, open, '47110')).toMatchObject({
    code: 'locked',
    message: { en: expect.stringContaining(' 30 s') as string },
  });
  await hand.pass(29_999);
  expect(await step(hand, open)).toMatchObject({ code: 'locked' });
  await hand.pass(1);
  expect(await step(hand, open)).toMatchObject({ ok: true });
  for (let i = 0; i < 4; i++) await step(hand, open, '0000');
  expect(await step(hand, open)).toMatchObject({ ok: true });
});

test('the page shows printer, hub and the newest numbers; a reprint is a marked copy of the same number', async () => {
  const hand = await handAgent();
  await hand.press();
  hand.printer.outcome = { kind: 'sent' };
  await hand.press();
  expect(await step(hand, open)).toMatchObject({
    printer: 'first',
    hub: 'http://hub',
    link: 'live',
    state: 'ready',
    pending: 0,
    recent: [
      { number: 'A-002', slip: 'uncertain' },
      { number: 'A-001', slip: 'printed' },
    ],
  });
  hand.printer.outcome = { kind: 'fenced' };
  expect(await step(hand, { does: 'reprint', number: 'a002' })).toMatchObject({ ok: true, slip: 'printed' });
  expect(hand.jobs.at(-1)?.join('\n')).toMatch(/(COPY|SALINAN) 1/);
  expect(hand.jobs.at(-1)?.join('\n')).toContain('A-002');
  expect(await step(hand, { does: 'reprint', number: 'A-077' })).toMatchObject({ ok: false, code: 'notFound' });
  expect(await step(hand, { does: 'testPrint' })).toMatchObject({ ok: true, slip: 'printed' });
});

test('another printer takes over at once and is kept; one that a flag fixed is not changed', async () => {
  const hand = await handAgent();
  expect(await step(hand, { does: 'printer', uri: 'nowhere' })).toMatchObject({ code: 'badPrinter' });
  expect(await step(hand, { does: 'printer', uri: 'tcp://10.0.0.5:9100' })).toMatchObject({
    ok: true,
    printer: 'tcp://10.0.0.5:9100',
  });
  expect(hand.saved).toEqual([['printer', 'tcp://10.0.0.5:9100']]);
  await hand.pass(1);
  expect(hand.logged).toContain('closed first');
  expect(await hand.press()).toMatchObject({ slip: 'printed' });
  const fixed = await handAgent({ settings: { fixed: ['printer', 'hub'] } });
  expect(await step(fixed, { does: 'printer', uri: 'tcp://10.0.0.5:9100' })).toMatchObject({
    code: 'fixedChoice',
    message: { en: expect.stringContaining('--printer or ANTREAN_PRINTER') as string },
  });
  expect(await step(fixed, { does: 'hub', url: 'http://10.0.0.2:8080' })).toMatchObject({ code: 'fixedChoice' });
  expect([fixed.saved, fixed.restarts]).toEqual([[], 0]);
});

test('another hub is kept and met after a restart; a restart can be asked for', async () => {
  const hand = await handAgent();
  expect(await step(hand, { does: 'hub', url: 'ftp://x' })).toMatchObject({ code: 'badHub' });
  expect(hand.restarts).toBe(0);
  expect(await step(hand, { does: 'hub', url: 'http://10.0.0.2:8080' })).toMatchObject({ hub: 'http://10.0.0.2:8080' });
  expect([hand.saved, hand.restarts]).toEqual([[['hub', 'http://10.0.0.2:8080']], 1]);
  await step(hand, { does: 'restart' });
  expect(hand.restarts).toBe(2);
});
