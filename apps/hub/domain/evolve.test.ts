import { describe, expect, test } from 'vitest';
import { present } from '../../../shared/basics.ts';
import type { Event } from './events.ts';
import { evolve, openFloor } from './evolve.ts';
import { openHall } from './testing/hall.test-kit.ts';
import { monday } from './testing/office.test-kit.ts';

describe('the floor is the fold of a book', () => {
  test('a book begins with DayOpened', () => {
    const hall = openHall().takes('t1');
    expect(() => openFloor(present(hall.journal[1], 'second event'), hall.shelf)).toThrow('not TicketIssued');
  });

  test('a book needs the office document it names', () => {
    const { journal } = openHall();
    expect(() => openFloor(present(journal[0], 'first event'), new Map())).toThrow('office document');
  });

  test('what does not concern the floor leaves it as it was', () => {
    const hall = openHall().takes('t1');
    const { seq, ...before } = structuredClone({ ...hall.floor, documents: undefined, lines: undefined });
    hall.happens({ type: 'KeyDestroyed', class: 'day', day: monday as never });
    expect({ ...hall.floor, documents: undefined, lines: undefined }).toEqual({ ...before, seq: seq + 1 });
  });

  test('an event nobody knows is thrown with its value', () => {
    const hall = openHall();
    const foreign = { type: 'ComputerSaidNo' } as unknown as Event;
    const recorded = { ...present(hall.journal[0], 'first event'), event: foreign };
    expect(() => evolve(hall.replayed(), recorded)).toThrow('ComputerSaidNo');
  });

  test('a fact about somebody unknown is a bug, not a refusal', () => {
    const hall = openHall();
    expect(() => hall.happens({ type: 'VisitReturned', ticket: 't9' as never })).toThrow('Missing: ticket t9');
  });
});
