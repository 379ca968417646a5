import { expect, test } from 'vitest';
import { CounterId, OfficerId } from '../../../shared/ids.ts';
import { practiceSentence } from '../../../shared/protocol/practiceTexts.ts';
import { refusedPractice } from './mayBegin.ts';
import { openPractice } from './practice.test-kit.edge.ts';

const seat = (officer: string, counter: string) => ({
  officer: OfficerId.parse(officer),
  counter: CounterId.parse(counter),
});

test('R3 a second practice of an officer is refused by name, and a fourth one of the hub by the number', async () => {
  const { floor: practice } = await openPractice('rush');
  const floor = practice.hub().floor();
  const refused = (one: ReturnType<typeof seat>, ...running: string[]) =>
    refusedPractice(
      one,
      floor,
      running.map((officer) => ({ officer: OfficerId.parse(officer) })),
    );
  expect(refused(seat('dewi', 'loket-1'), 'siti', 'made')).toBeUndefined();
  const second = refused(seat('dewi', 'loket-5'), 'dewi');
  expect(second).toEqual({ code: 'practiceRuns', about: { name: 'Dewi Anggraini' } });
  expect(practiceSentence('practiceRuns', second?.about)).toEqual({
    id: 'Dewi Anggraini masih punya latihan yang berjalan. Lanjutkan atau akhiri latihan itu dulu.',
    en: 'Dewi Anggraini still has a practice running. Go on with it or end it first.',
  });
  expect(refused(seat('dewi', 'loket-1'), 'siti', 'made', 'agus')).toEqual({
    code: 'practiceFull',
    about: { most: 3 },
  });
  expect(refused(seat('agus', 'loket-1'))).toMatchObject({ code: 'notSkilled' });
  expect(refused(seat('nobody', 'loket-1'))).toEqual({ code: 'unknownOfficer' });
  expect(refused(seat('dewi', 'loket-99'))).toEqual({ code: 'unknownCounter' });
});
