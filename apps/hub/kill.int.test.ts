import { afterEach, expect, test, vi } from 'vitest';
import { apiKey, closeAll, closeLater, hubProcess, post, tempFolder } from '../../build/e2e/support/hubProgram.ts';
import { I01, I02, I05, I09, I14, type Exchange } from '../../build/oracle/history.ts';
import { Command } from '../../shared/protocol/commands.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { as } from './domain/testing/hall.test-kit.ts';
import { recordedOf } from './journal/lift.ts';
import { openJournal } from './journal/sqlite.edge.ts';
import { openReader } from './journal/reader.edge.ts';

vi.setConfig({ hookTimeout: 60_000 });
afterEach(closeAll);

const kills = Number(process.env['ANTREAN_KILLS'] ?? 25);
const inFlight = 8;
const services = ['informasi', 'paspor-ambil'];

test(
  `I02, I03, I09, I14, N2 killed ${kills} times under load, every acknowledged ticket is there once`,
  {
    timeout: 60_000 + kills * 10_000,
  },
  async () => {
    const data = tempFolder();
    const history: Exchange[] = [];
    let clock = 0;
    let keys = 0;
    let unanswered = 0;
    let url = '';
    /** Kept by each client until answered: the same key goes out again after the restart. */
    const open: ({ readonly key: string; readonly sent: number } | undefined)[] = Array.from(
      { length: inFlight },
      () => undefined,
    );

    const commandOf = (key: string) =>
      Command.parse({ type: 'TakeTicket', key, service: services[Number(key.slice(2)) % services.length] });
    /** What was sent again counts as sent when it first was. */
    const heard = (key: string, sent: number, reply: Reply) =>
      void history.push({ command: commandOf(key), by: as.api, sent, received: ++clock, at: sent, reply });
    const startHub = async () => {
      const hub = await hubProcess(['--data', data, '--port', '0', '--api-key', apiKey]);
      if (hub.url === undefined) throw new Error(hub.err());
      url = hub.url;
      return hub;
    };

    /** One client presses on until its hub is gone; its last key stays open. */
    async function press(client: number, acked: () => void): Promise<void> {
      for (;;) {
        const again = open[client] !== undefined;
        const { key, sent } = (open[client] ??= { key: `t-${++keys}`, sent: ++clock });
        let reply: Reply;
        try {
          ({ reply } = await post(url, commandOf(key)));
        } catch {
          if (!again) unanswered++;
          return;
        }
        heard(key, sent, reply);
        if (!reply.ok) throw new Error(JSON.stringify(reply.error));
        open[client] = undefined;
        acked();
      }
    }

    for (let kill = 0; kill < kills; kill++) {
      const hub = await startHub();
      // Each time after another number of answers, so that the cut falls anywhere in a batch.
      let left = 1 + ((kill * 7) % 31);
      const clients = open.map((_, client) =>
        press(client, () => {
          if (--left === 0) hub.child.kill('SIGKILL');
        }),
      );
      await Promise.all(clients);
      expect(await hub.ended).toEqual({ code: null, signal: 'SIGKILL' });
    }
    const last = await startHub();
    for (const one of open) if (one) heard(one.key, one.sent, (await post(url, commandOf(one.key))).reply);
    // The same keys once more: the answers of before.
    for (const { command } of history.slice(-50)) heard(command.key, ++clock, (await post(url, command)).reply);
    last.child.kill('SIGTERM');
    expect(await last.ended).toEqual({ code: 0, signal: null });

    const journal = openJournal({ dir: data });
    closeLater(() => journal.close());
    const events = [];
    for (let rows = journal.rows(0, 1_000); rows.length > 0; rows = journal.rows(rows.at(-1)?.seq ?? 0, 1_000))
      events.push(...rows.map(({ body }) => recordedOf(body)));
    const issued = events.flatMap(({ event }) => (event.type === 'TicketIssued' ? [event.ticket as string] : []));
    const acknowledged = new Set(history.map(({ command }) => command.key as string));
    expect(new Set(issued).size).toBe(issued.length);
    expect([...acknowledged].filter((key) => !issued.includes(key))).toEqual([]);
    expect(issued.filter((ticket) => !acknowledged.has(ticket))).toEqual([]);
    expect(new Set(events.map(({ epoch }) => epoch)).size).toBeGreaterThan(kills / 2);
    expect([...I01(events), ...I02(history), ...I05(events), ...I09(history, events), ...I14(events)]).toEqual([]);
    const reader = openReader({ dir: data });
    closeLater(() => reader.close());
    expect(await reader.check()).toMatchObject({ ok: true, seq: events.length });
    console.log(`${kills} kills, ${issued.length} tickets, ${unanswered} cut off unanswered and sent again`);
  },
);
