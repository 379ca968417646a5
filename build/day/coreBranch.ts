import type { By, Event, Recorded } from '../../apps/hub/domain/events.ts';
import { advance, nextInstant, openingOf } from '../../apps/hub/domain/day.ts';
import { decide } from '../../apps/hub/domain/decide/decide.ts';
import { evolve, openFloor } from '../../apps/hub/domain/evolve.ts';
import { businessDayOf } from '../../apps/hub/domain/hours.ts';
import { indexOffice, type OfficeIndex } from '../../apps/hub/domain/officeIndex.ts';
import type { Office } from '../../shared/protocol/office.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import type { Branch } from './branch.ts';

export function coreBranch(office: Office, start: number): Branch {
  let now = start;
  const shelf = new Map<string, OfficeIndex>([['h1', indexOffice('h1', office)]]);
  const events: Recorded[] = [];
  const day = businessDayOf(now, office);
  const clock = { device: 'hub', role: 'clock', door: 'clock' } as unknown as By;
  const keys = new Map<string, { body: string; reply: Reply }>();
  let n = 0;
  const rec = (event: Event, by: By, key: string): Recorded => ({ office: office.id, day, epoch: 1, seq: events.length + 1, at: now, v: 1, by, key, event }) as unknown as Recorded;
  const opened = rec(openingOf(day, 'h1', undefined), clock, 'open');
  (opened.event as { carryOver: unknown[] }).carryOver = ['old-1', 'old-2'].map((ticket) => ({ ticket, day }));
  const floor = openFloor(opened, shelf);
  const write = (event: Event, by: By, key: string) => {
    const r = events.length === 0 ? opened : rec(event, by, key);
    events.push(r);
    evolve(floor, r);
  };
  write(opened.event, clock, 'open');
  const tick = () => {
    const made = advance(floor, now);
    const key = `clock-${++n}`;
    for (const e of made) write(e, clock, key);
    return made.length;
  };
  let docs = 1;
  return {
    async send(command: Command, by: By) {
      tick();
      const body = JSON.stringify(command);
      const known = keys.get(command.key);
      const message = { id: '', en: '' };
      if (known) return known.body === body ? known.reply : { ok: false, seq: events.length, error: { code: 'keyReused', message } };
      let adopting: OfficeIndex | undefined;
      if (command.type === 'ChangeOffice') {
        const hash = `h${++docs}`;
        adopting = indexOffice(hash, command.document as Office);
        shelf.set(hash, adopting);
      }
      const digits: Record<string, 5 | 6> = { 'kiosk-1': 5, 'kiosk-2': 6 };
      const digit = digits[by.device];
      const decided = decide(command, floor, {
        now, by, nextSeq: events.length + 1, today: businessDayOf(now, office), estimate: events.length % 3 === 0 ? null : { low: now, high: now + 1 },
        ...(digit === undefined ? {} : { digit }), ...(adopting ? { adopting } : {}),
      } as never);
      if (!decided.ok) return { ok: false, seq: events.length, error: { code: decided.error.code, message } };
      for (const e of decided.value.events) write(e, by, command.key);
      const reply: Reply = { ok: true, seq: events.length, result: decided.value.answer } as Reply;
      keys.set(command.key, { body, reply });
      tick();
      return reply;
    },
    floor: () => floor,
    now: () => now,
    async pass(ms) {
      now += ms;
      tick();
    },
    async jump(ms) {
      now += ms;
      write({ type: 'ClockCorrected', by: ms }, clock, `jump-${++n}`);
      tick();
    },
    wakesAt: () => nextInstant(floor, now),
    events: () => events,
    documents: () => new Map([...shelf].map(([hash, { document }]) => [hash, document])),
    async close() {},
  };
}
