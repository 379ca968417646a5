import type { FastifyInstance } from 'fastify';
import { present } from '../../shared/basics.ts';
import type { Hub } from '../../apps/hub/hub.ts';
import type { Links } from '../../apps/hub/pages/start/links.edge.ts';

export interface DirectoryParts {
  /** Address of the kiosk's own page, `http://127.0.0.1:8090/`, once it is ready. */
  readonly kiosk: () => string | undefined;
  /** Address of the read-only door for televisions, where it is open. */
  readonly publicUrl?: () => string | undefined;
  readonly attendantCode?: string;
}

/** The routes of the start page: `/` leads to it, `/start/links.json` is what it lists. */
export function directory(app: FastifyInstance, hub: Hub, parts: DirectoryParts): void {
  const since = hub.now();
  app.get('/', (_request, response) => response.redirect('/start/'));
  app.get('/start/links.json', (): Links => {
    const { document } = hub.floor().lines.office;
    return {
      office: document.name,
      since,
      timeZone: document.timeZone,
      zone: present(document.zones[0], 'zone of the office').id,
      counters: document.counters.map(({ id, number }) => ({ id, number })),
      attendantCode: parts.attendantCode ?? null,
      links: linksOf(hub, parts),
    };
  });
}

function linksOf(hub: Hub, { kiosk, publicUrl }: DirectoryParts): Links['links'] {
  const { document } = hub.floor().lines.office;
  const stagesOf = (language: 'id' | 'en', ids: readonly string[]) =>
    ids.map((id) => document.stages.find((stage) => stage.id === id)?.name[language] ?? id).join(', ');
  const kioskUrl = kiosk();
  const feed = publicUrl?.();
  const first = document.zones[0];
  return [
    ...(kioskUrl === undefined
      ? []
      : [
          {
            room: 'entrance',
            title: { id: 'Mesin antrean', en: 'Kiosk' },
            detail: { id: 'Ambil nomor, tegak atau mendatar', en: 'Take a number, portrait or landscape' },
            size: '1080 × 1920',
            href: kioskUrl,
            icon: 'ticket',
          },
          {
            room: 'entrance',
            title: { id: 'Struk yang keluar', en: 'Slips printed' },
            detail: { id: 'Gambar dan data mentah tiap struk', en: 'Picture and raw bytes of each slip' },
            href: '/start/?slips',
            icon: 'receipt',
          },
        ]),
    ...document.zones.map(({ id, name }) => ({
      room: 'hall',
      title: { id: `TV ${uncapitalised(name.id)}`, en: `TV, ${uncapitalised(name.en)}` },
      detail: { id: 'Panggilan, suara, dan antrean', en: 'Calls, voice and queue' },
      size: '1920 × 1080',
      href: `/display/?zone=${id}`,
      icon: 'tv',
    })),
    ...(feed === undefined || first === undefined
      ? []
      : [
          {
            room: 'hall',
            title: { id: 'TV tanpa kunci', en: 'TV without a key' },
            detail: { id: 'Pintu baca saja, tanpa suara', en: 'The read-only door, without voice' },
            size: '1920 × 1080',
            href: `${feed}/tv/${first.id}`,
            icon: 'tv',
          },
        ]),
    ...document.counters.map(({ id, number, tiers }) => {
      const stages = [...new Set(tiers.flat())];
      return {
        room: 'counters',
        title: { id: `Loket ${number}`, en: `Counter ${number}` },
        detail: { id: stagesOf('id', stages), en: stagesOf('en', stages) },
        size: '1366 × 768',
        href: `/counter/?counter=${id}`,
        icon: 'user',
      };
    }),
    {
      room: 'lead',
      title: { id: 'Latihan loket', en: 'Counter practice' },
      detail: { id: 'Dengan tamu tiruan dan pelatih', en: 'With made-up visitors and a coach' },
      size: '1366 × 768',
      href: `/practice/?counter=${document.counters[0]?.id ?? ''}`,
      icon: 'graduation-cap',
    },
    {
      room: 'lead',
      title: { id: 'Konsol kepala kantor', en: 'Console' },
      detail: { id: 'Akurasi, coba dulu, jadwal loket', en: 'Accuracy, what if, counters needed' },
      size: '1366 × 768',
      href: '/admin/',
      icon: 'chart-line',
    },
  ];
}

const uncapitalised = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
