import { describe, expect, test } from 'vitest';
import { DeviceId } from '../../../shared/ids.ts';
import { quotaRest, sharesOf } from './quota.ts';
import { as, openHall, type Hall } from './testing/hall.test-kit.ts';
import { smallOffice, type Change } from './testing/office.test-kit.ts';

const kiosk = (device: string, connected = true) =>
  ({ type: 'ReportDevice', device, role: 'kiosk', connected, generation: `g-${device}` }) as const;
const rest = (hall: Hall) => quotaRest(hall.floor.lines.office.document.services[2]!, hall.floor);
const withKiosks = (...devices: string[]) => {
  const hall = openHall();
  for (const device of devices) hall.does(kiosk(device), as.kiosk(device));
  return hall;
};

describe('D7 of a quota’s rest', () => {
  test('D7 each kiosk holds an equal share while it is away, and the hub sells the others', () => {
    const hall = withKiosks('k1', 'k2', 'k3').takes('t1', { service: 'legal' });
    expect(rest(hall)).toBe(9);
    expect(hall.events(kiosk('k1', false), as.kiosk('k1'))).toEqual([
      { type: 'DeviceLost', device: 'k1', held: { legal: 3 } },
    ]);
    expect(rest(hall)).toBe(6);
    hall.does(kiosk('k2', false), as.kiosk('k2'));
    expect(rest(hall)).toBe(3);
    expect(hall.refusal({ type: 'TakeTicket', service: 'legal', people: 4 })).toBe('quotaUsed');
  });

  test('D7 the unsold comes back at contact, the sold counts', () => {
    const hall = withKiosks('k1', 'k2').does(kiosk('k1', false), as.kiosk('k1'));
    expect(rest(hall)).toBe(5);
    hall.knows({ digit: 5 }).does(
      {
        type: 'UploadTickets',
        day: hall.floor.day,
        generation: 'g-k1',
        tickets: [
          {
            ticket: 't1',
            number: { prefix: 'C', source: 5, count: 1 },
            service: 'legal',
            lane: 'regular',
            language: 'id',
            people: 2,
            arrivedAt: hall.now(),
            slip: 'printed',
          },
        ],
      },
      as.kiosk('k1'),
    );
    hall.does(kiosk('k1'), as.kiosk('k1'));
    expect(rest(hall)).toBe(8);
  });

  test('D7 a display holds nothing', () => {
    const hall = openHall();
    const display = { type: 'ReportDevice', device: 'd1', role: 'display', connected: true } as const;
    hall.does(display, as.display('d1'));
    expect(hall.events({ ...display, connected: false }, as.display('d1'))).toEqual([
      { type: 'DeviceLost', device: 'd1', held: {} },
    ]);
    expect(rest(hall)).toBe(10);
  });

  test('D7 nobody holds less than nothing', () => {
    const hall = withKiosks('k1').takes('t1 t2', { service: 'legal', people: 5 });
    const change: Change = (office) => ({
      ...office,
      services: office.services.map((service) => ({ ...service, quota: 3 })),
    });
    const smaller = smallOffice(change);
    hall.shelf.set(smaller.hash, smaller);
    hall.knows({ adopting: smaller }).does({ type: 'ChangeOffice', document: {} });
    expect(sharesOf(hall.floor, DeviceId.parse('k1'))).toEqual({ passport: 3, permit: 3, legal: 0 });
  });

  test('D7 a service without a quota has no end', () => {
    const hall = openHall();
    expect(quotaRest(hall.floor.lines.office.document.services[0]!, hall.floor)).toBe(Infinity);
    expect(sharesOf(hall.floor, DeviceId.parse('k1'))).toEqual({ legal: 10 });
  });
});
