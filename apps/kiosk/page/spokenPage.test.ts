import { expect, test } from 'vitest';
import { rangeMark, spanMark } from './spokenPage.ts';
import { speaker } from './texts.ts';

const [id, en] = [speaker('id'), speaker('en')];

test('F2 a wait is heard as it is read: from and to, and of what', () => {
  expect(rangeMark({ low: 35, high: 50, unit: 'minutes' }, id)).toBe('35|sampai|50|menit');
  expect(rangeMark({ low: 1, high: 2, unit: 'hours' }, en)).toBe('1|to|2|hours');
});

test('F2 a time is heard in its hour and minutes, a nought of the minutes too', () => {
  expect(spanMark('11.15–11.30', id)).toBe('11|15|sampai|11|30');
  expect(spanMark('09:05–10:00', en)).toBe('9|0|5|to|10|0|0');
});
