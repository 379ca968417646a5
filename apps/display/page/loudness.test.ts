import { expect, test } from 'vitest';
import { demoOffice } from '../../hub/demo/office.ts';
import { clipsNeeded, volumeAt } from './loudness.ts';

test('the first span that holds says how loud, outside all of them it is full', () => {
  const volume = [
    { from: '12:00', to: '13:00', percent: 40 },
    { from: '08:00', to: '16:00', percent: 80 },
  ];
  const at = (time: string) => volumeAt({ volume }, time);
  expect(['07:59', '08:00', '12:00', '12.59', '13:00', '16:00'].map(at)).toEqual([1, 0.8, 0.4, 0.4, 0.8, 1]);
});

test('a zone needs the words of its own services and counters, English where it speaks it', () => {
  const office = demoOffice();
  const needed = (zone: string) => {
    const found = office.zones.find(({ id }) => id === zone);
    return [...clipsNeeded(office, found ?? { id: office.zones[0]!.id, languages: [] })];
  };
  expect(needed('paspor')).toEqual(expect.arrayContaining(['chime', 'id/nol', 'id/a', 'id/beserta-keluarga']));
  expect(needed('paspor').some((clip) => clip.startsWith('en/'))).toBe(false);
  expect(needed('paspor')).not.toContain('id/ribu');
  expect(needed('izin-tinggal')).toEqual(expect.arrayContaining(['en/zero', 'en/please-proceed-to-counter']));
});
