import { describe, expect, test } from 'vitest';
import { frozenCopy, frozenForEver } from './freeze.test-kit.ts';
import { openHall } from './hall.test-kit.ts';

describe('a frozen copy', () => {
  const visit = { ticket: 't1', waits: [1] };
  const original = { visits: new Map([['t1', visit]]), line: [visit], seen: new Set(['t1']), none: undefined };

  test('throws when it is changed anywhere, the original does not', () => {
    const copy = frozenCopy(original);
    expect(copy).toEqual(original);
    expect(() => (copy.line[0]!.ticket = 't2')).toThrow(TypeError);
    expect(() => copy.line.push(visit)).toThrow(TypeError);
    expect(() => copy.line[0]!.waits.push(2)).toThrow(TypeError);
    expect(() => copy.visits.set('t2', visit)).toThrow('A rule tried to set what it may only read');
    expect(() => copy.visits.delete('t1')).toThrow(TypeError);
    expect(() => copy.visits.clear()).toThrow(TypeError);
    expect(() => copy.seen.add('t2')).toThrow(TypeError);
    original.seen.add('t2');
    expect(copy.seen.has('t2')).toBe(false);
  });

  test('keeps what is one thing one thing', () => {
    const copy = frozenCopy(original);
    expect(copy.visits.get('t1')).toBe(copy.line[0]);
  });

  test('is not made again of what is frozen for ever', () => {
    const document = frozenForEver({ counters: new Map([['c1', 1]]) });
    expect(frozenCopy({ document }).document).toBe(document);
    expect(() => document.counters.clear()).toThrow(TypeError);
  });

  test('of the floor is what decide is given', () => {
    const hall = openHall();
    expect(() => hall.does({ type: 'CallNext', counter: 'c1' })).toThrow(
      'CallNext was refused: {"code":"counterClosed"}',
    );
    expect(() => hall.next('c1')).toThrow('c1 may not call: counterClosed');
  });
});
