import { expect, test } from 'vitest';
import { CounterId, Prefix, ServiceId, StageId, ZoneId } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/protocol/office.ts';
import { clipsNeeded, volumeAt } from './loudness.ts';

test('the first span that holds says how loud, outside all of them it is full', () => {
  const volume = [
    { from: '12:00', to: '13:00', percent: 40 },
    { from: '08:00', to: '16:00', percent: 80 },
  ];
  const at = (time: string) => volumeAt({ volume }, time);
  expect(['07:59', '08:00', '12:00', '12.59', '13:00', '16:00'].map(at)).toEqual([1, 0.8, 0.4, 0.4, 0.8, 1]);
});

test('a zone needs the words of its own counters and all services, English where it speaks it', () => {
  const stages = [StageId.parse('berkas')];
  const zone = (id: string, languages: readonly Language[]) => ({ id: ZoneId.parse(id), languages: [...languages] });
  const counter = (id: string, number: number, of: string) => ({
    id: CounterId.parse(id),
    number,
    zone: ZoneId.parse(of),
    tiers: [stages],
  });
  const office = {
    services: [
      { id: ServiceId.parse('paspor'), prefix: Prefix.parse('A'), short: { id: 'Paspor', en: 'Passport' }, stages },
    ],
    counters: [counter('loket-1', 1, 'paspor'), counter('loket-12', 12, 'izin')],
  };
  const hall = [...clipsNeeded(office, zone('paspor', ['id']))];
  expect(hall).toEqual(expect.arrayContaining(['chime', 'id/nol', 'id/a', 'id/beserta-keluarga']));
  expect(hall.filter((clip) => clip.startsWith('en/') || clip === 'id/belas' || clip === 'id/b')).toEqual([]);
  const room = [...clipsNeeded(office, zone('izin', ['id', 'en']))];
  expect(room).toEqual(expect.arrayContaining(['id/belas', 'en/zero', 'en/twelve', 'en/please-proceed-to-counter']));
});
