import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHubLink, type HubLink } from '../../../shared/hubLink.edge.ts';
import type { CounterId, ZoneId } from '../../../shared/ids.ts';
import { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Watch } from '../../../shared/protocol/hello.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';

/** An office's screens at the other end of a bad line: `screens URL OUT`. Writes what each showed, and every exchange, as lines of JSON, until told to stop. */
const [url = '', out = ''] = process.argv.slice(2);
const say = (line: object) => appendFileSync(out, `${JSON.stringify(line)}\n`);
let order = 0;
/** Told to stop, it ends what it began and no longer says what the screens show. */
let stopping = false;

function screen(name: string, token: string, watch: Watch): HubLink {
  let epoch = 0;
  let seq = 0;
  const link = createHubLink({
    url,
    hello: { token, watch },
    onFrame: (frame) => ({ epoch, seq } = frame),
    onState: () => {},
  });
  setInterval(() => stopping || say({ saw: name, at: Date.now(), kind: link.state().kind, epoch, seq }), 100).unref();
  return link;
}

const displays = ['display-1', 'display-2'].map((name) =>
  screen(name, `token-of-the-${name}`, { audience: 'display', zone: 'paspor' as ZoneId }),
);
const counter = screen('counter', 'token-of-the-officer', { audience: 'counter', counter: 'loket-1' as CounterId });
const kiosk = screen('kiosk', 'token-of-the-kiosk', { audience: 'kiosk' });
const links = [...displays, counter, kiosk];

/** Sends until it is answered, with the same key; what was sent again counts as sent when it first was. */
async function insist(
  link: HubLink,
  body: { readonly type: string; readonly [field: string]: unknown },
): Promise<Reply | undefined> {
  const command = WireCommand.parse(body);
  const sent = ++order;
  for (;;) {
    const reply = await link.send(command);
    if (!('lost' in reply)) {
      say({ command, sent, received: ++order, at: Date.now(), reply });
      return reply;
    }
    if (stopping) return undefined;
    await sleep(150);
  }
}

async function visitors() {
  for (let i = 1; !stopping; i++) {
    await insist(kiosk, { type: 'TakeTicket', key: `t-${i}`, service: 'informasi' });
    await insist(kiosk, { type: 'ConfirmSlip', key: `s-${i}`, ticket: `t-${i}`, outcome: 'printed' });
    await sleep(250);
  }
}

async function officer() {
  for (let i = 1; !stopping; i++) {
    const opened = await insist(counter, {
      type: 'OpenCounter',
      key: `o-${i}`,
      counter: 'loket-1',
      officer: 'dewi',
      takeOver: true,
    });
    if (opened?.ok) break;
  }
  for (let i = 1; !stopping; i++) {
    await insist(counter, { type: 'CallNext', key: `c-${i}`, counter: 'loket-1', outcome: 'done' });
    await sleep(400);
  }
}

const work = Promise.all([visitors(), officer()]);
process.on('SIGTERM', () => {
  stopping = true;
  void work.then(() => {
    for (const link of links) link.close();
    process.exit(0);
  });
});
