import { expect, test } from 'vitest';
import { lift, lifter, recordedOf, type OldEvent } from './lift.ts';

const old: OldEvent = { v: 0, seq: 7, event: { type: 'NumberGiven', number: 12 } as OldEvent['event'] };
const types = new Set(['TicketIssued']);
const steps = {
  0: ({ event, ...rest }: OldEvent): OldEvent => ({ ...rest, event: { ...event, type: 'TicketIssued' } }),
  1: ({ event, ...rest }: OldEvent): OldEvent => ({ ...rest, event: { ...event, people: 1 } as OldEvent['event'] }),
};

test('an old event is lifted step by step to the newest words', () => {
  expect(lifter(2, steps, types)(0, old)).toEqual({
    v: 2,
    seq: 7,
    event: { type: 'TicketIssued', number: 12, people: 1 },
  });
  expect(lifter(2, steps, types)(1, { ...old, v: 1, event: { type: 'TicketIssued' } })).toEqual({
    v: 2,
    seq: 7,
    event: { type: 'TicketIssued', people: 1 },
  });
  expect(old.event.type).toBe('NumberGiven');
});

test('an event of today is taken as it is', () => {
  const event = { v: 1, event: { type: 'DayReopened' } };
  expect(recordedOf(JSON.stringify(event))).toEqual(event);
});

test('a newer version, an unknown type and a version without a step end in one sentence', () => {
  expect(() => lift(2, { v: 2, event: { type: 'TicketIssued' } })).toThrow(
    'version 2; this hub knows versions up to 1: start a newer hub.',
  );
  expect(() => recordedOf('{"v":2,"event":{"type":"TicketIssued"}}')).toThrow('start a newer hub');
  expect(() => recordedOf('{"v":1,"event":{"type":"RobotArrived"}}')).toThrow(
    '"RobotArrived", which this hub does not know',
  );
  expect(() => lift(0, old)).toThrow('No step lifts an event of version 0.');
});
