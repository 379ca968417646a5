import { describe, expect, test } from 'vitest';
import { ZoneId } from '../../../../shared/ids.ts';
import { announcementsKept, voiceOf } from '../floor.ts';
import { as, openHall, type Hall } from '../testing/hall.test-kit.ts';
import { id, type Change } from '../testing/office.test-kit.ts';

const hallZone = ZoneId.parse('hall');
const tv = (device: string, more: object = {}) =>
  ({ type: 'ReportDevice', device, role: 'display', connected: true, zone: 'hall', sound: 'ready', ...more }) as const;
const report = (announcement: number, outcome: 'spoken' | 'shown' | 'failed' = 'spoken') =>
  ({ type: 'ReportAnnounced', announcement, outcome }) as const;

function called(...devices: string[]): Hall {
  const hall = openHall().opens('c1', 'ani').opens('c3', 'budi').opens('c4', 'dewi').takes('t1 t2');
  for (const device of devices) hall.does(tv(device), as.display(device));
  hall.takes('g1', { service: 'legal' }).calls('c1');
  return hall;
}

describe('A1 the announcements of a zone', () => {
  test('A1 are in the order the hub gives, zone by zone', () => {
    const hall = called();
    hall.calls('c3');
    hall.calls('c4');
    const list = (zone: string) => hall.floor.announcements.get(ZoneId.parse(zone))?.map(({ ticket }) => ticket);
    expect(list('hall')).toEqual(['t1', 't2']);
    expect(list('upstairs')).toEqual(['g1']);
  });

  test('A1 one display per zone is its voice: the first connected one with sound', () => {
    const hall = called('tv2', 'tv1');
    expect(voiceOf(hall.floor, hallZone)).toBe('tv1');
    hall.does(tv('tv1', { sound: 'blocked' }), as.display('tv1'));
    expect(voiceOf(hall.floor, hallZone)).toBe('tv2');
    hall.does(tv('tv2', { zone: 'upstairs' }), as.display('tv2'));
    expect(voiceOf(hall.floor, hallZone)).toBeUndefined();
  });

  test('A1 a zone that the office keeps silent has none', () => {
    const change: Change = (office) => ({ ...office, zones: office.zones.map((zone) => ({ ...zone, voice: false })) });
    const hall = openHall({ change }).does(tv('tv1'), as.display('tv1'));
    expect(voiceOf(hall.floor, hallZone)).toBeUndefined();
  });

  test('A1 the voice reports each as spoken, shown or failed, once', () => {
    const hall = called('tv1', 'tv2');
    const call = hall.floor.seq;
    expect(hall.refusal(report(call), as.display('tv2'))).toBe('notTheVoice');
    expect(hall.events(report(call, 'failed'), as.display('tv1'))).toEqual([
      { type: 'CallAnnounced', announcement: call, zone: 'hall', outcome: 'failed', device: 'tv1' },
    ]);
    expect(hall.floor.announcements.get(hallZone)).toMatchObject([{ outcome: 'failed' }]);
    expect(hall.refusal(report(call), as.display('tv1'))).toBe('alreadyReported');
    expect(hall.refusal(report(call + 1))).toBe('unknownAnnouncement');
  });

  test('A1 one of another zone is found too', () => {
    const hall = called('tv1');
    hall.calls('c3');
    expect(hall.refusal(report(hall.floor.seq))).toBeUndefined();
    expect(hall.refusal(report(hall.floor.seq), as.display('tv1'))).toBe('notTheVoice');
  });

  test('A3 a report on a call that is no longer open changes only the list', () => {
    const hall = called('tv1');
    const call = hall.floor.seq;
    hall.starts('c1').does(report(call), as.display('tv1'));
    expect(hall.visit('t1').stay).not.toHaveProperty('announcedAt');
    expect(hall.floor.announcements.get(hallZone)).toMatchObject([{ outcome: 'spoken' }]);
  });

  test('A1 the floor remembers the last 60', () => {
    const hall = called();
    for (let i = 0; i < announcementsKept; i++)
      hall.does({ type: 'Recall', counter: 'c1', ticket: 't1', override: { reason: 'deaf' } });
    expect(hall.floor.announcements.get(hallZone)).toHaveLength(announcementsKept);
    expect(hall.floor.announcements.get(hallZone)?.[0]).toMatchObject({ recall: true });
  });
});

describe('A2 a voice that is gone', () => {
  test('A2 is replaced by another display of the zone', () => {
    const hall = called('tv1', 'tv2').does(tv('tv1', { connected: false }), as.hub);
    expect(voiceOf(hall.floor, hallZone)).toBe('tv2');
    expect(hall.refusal(report(hall.journal.length), as.display('tv1'))).not.toBeUndefined();
    hall.does(tv('tv2', { connected: false }), as.hub);
    expect(voiceOf(hall.floor, hallZone)).toBeUndefined();
  });
});

describe('what a device reports', () => {
  const kiosk = { type: 'ReportDevice', device: 'k1', role: 'kiosk', connected: true, printer: 'ready' } as const;

  test('C7 a kiosk is there or gone; unchanged news makes no event', () => {
    const hall = openHall().does(kiosk, as.kiosk('k1'));
    const { since } = hall.floor.devices.get('k1' as never)!;
    expect(hall.pass(10).events(kiosk, as.kiosk('k1'))).toEqual([]);
    expect(hall.events({ ...kiosk, printer: 'paperOut' }, as.kiosk('k1'))).toMatchObject([{ type: 'DeviceSeen' }]);
    expect(hall.floor.devices.get('k1' as never)).toMatchObject({ since, printer: 'paperOut', connected: true });
    hall.does({ ...kiosk, connected: false }, as.hub);
    expect(hall.floor.devices.get('k1' as never)).toMatchObject({ since: hall.now(), connected: false });
    expect(hall.floor.lines.kiosks.get('k1' as never)).toBe(false);
    expect(hall.events({ ...kiosk, connected: false }, as.hub)).toEqual([]);
    expect(hall.does(kiosk, as.kiosk('k1')).floor.lines.kiosks.get('k1' as never)).toBe(true);
  });

  test('N6 a kiosk learns the digit that pairing gave its generation', () => {
    const hall = openHall().knows({ digit: 5 });
    expect(hall.answer({ ...kiosk, generation: 'g1' }, as.kiosk('k1'))).toEqual({ digit: 5 });
    expect(hall.floor.devices.get('k1' as never)).toMatchObject({ digit: 5, generation: 'g1' });
    expect(hall.answer({ ...kiosk, generation: 'g1' }, as.kiosk('k1'))).toEqual({ digit: 5 });
    expect(hall.knows({ digit: 'hub' }).answer(kiosk, as.kiosk('k1'))).toEqual({});
  });

  test('a device speaks for itself only, the hub for all', () => {
    const hall = openHall();
    expect(hall.refusal(kiosk, as.kiosk('k2'))).toBe('notAllowed');
    expect(hall.refusal(kiosk, as.hub)).toBeUndefined();
    expect(hall.refusal(kiosk)).toBeUndefined();
  });

  test('its zone and counter are the office’s', () => {
    const hall = openHall();
    expect(hall.refusal(tv('tv1', { zone: 'nowhere' }))).toBe('unknownZone');
    expect(hall.refusal(tv('tv1', { counter: 'c9' }))).toBe('unknownCounter');
    expect(hall.refusal(tv('tv1', { connected: false }))).toBe('unknownDevice');
    expect(hall.does(tv('pad', { role: 'counter', counter: 'c1' })).floor.devices.get('pad' as never)).toMatchObject({
      counter: id.counter('c1'),
    });
  });

  test('D6 in a closed book nothing is written of it', () => {
    const hall = openHall().does({ type: 'CloseDay' }).knows({ digit: 6 });
    expect(hall.events(kiosk, as.kiosk('k1'))).toEqual([]);
    expect(hall.answer(kiosk, as.kiosk('k1'))).toEqual({ digit: 6 });
  });
});
