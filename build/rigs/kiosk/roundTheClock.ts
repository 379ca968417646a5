const text = (words: string) => ({ id: words, en: words });
const always = [{ from: '00:00', to: '24:00' }];
const weekly = { sun: always, mon: always, tue: always, wed: always, thu: always, fri: always, sat: always };
const service = (id: string, prefix: string) => ({
  id,
  prefix,
  name: text(id),
  short: text(id),
  purpose: text(id),
  group: 'all',
  stages: ['desk'],
});

export const services = ['paspor', 'info'] as const;
/** Two services that never close, two counters. */
export const document = {
  format: 1,
  id: 'round-the-clock',
  name: text('Kantor'),
  monogram: 'KN',
  address: '-',
  town: '-',
  timeZone: 'Asia/Jakarta',
  hours: { weekly },
  groups: [{ id: 'all', name: text('Semua') }],
  zones: [{ id: 'hall', name: text('Ruang') }],
  stages: [{ id: 'desk', name: text('Loket') }],
  services: [service('paspor', 'A'), service('info', 'B')],
  counters: [
    { id: 'c1', number: 1, zone: 'hall', tiers: [['desk']] },
    { id: 'c2', number: 2, zone: 'hall', tiers: [['desk']] },
  ],
  officers: [
    { id: 'o1', name: 'O', skills: [{ stage: 'desk' }] },
    { id: 'o2', name: 'P', skills: [{ stage: 'desk' }] },
  ],
};
