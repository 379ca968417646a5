import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startKiosk, type KioskProgram } from '../../../apps/kiosk/program.edge.ts';
import { kioskSettings } from '../../../apps/kiosk/settings.ts';
import { PressRequest } from '../../../shared/protocol/agent.ts';
import { chanceOf } from '../../day/chance.ts';
import { shares, tokenOf } from './bigOffice.ts';
import { atRank } from './figures.ts';
import { endOf, officeClock, readPlan } from './plan.ts';

/**
 * All kiosks of an office, each the whole program with a virtual printer and a copy of the journal: `kiosks DIR URL`.
 * Visitors press over the day; every number given, and now and then what it costs, goes to DIR/kiosks.jsonl.
 */
const [dir = '', url = ''] = process.argv.slice(2);
const plan = readPlan(dir);
const clock = officeClock(dir, plan);
const chance = chanceOf(plan.seed + 1);
const say = (line: object) => appendFileSync(join(dir, 'kiosks.jsonl'), `${JSON.stringify(line)}\n`);
const kiosks: KioskProgram[] = [];
for (let i = 1; i <= plan.kiosks; i++) {
  const data = join(dir, `kiosk-${i}`);
  const settings = kioskSettings(
    ['--hub', url, '--data', data, '--port', '0', '--token', tokenOf(`kiosk-${i}`), '--device', `kiosk-${i}`],
    {},
  );
  if (!settings.ok) throw new Error(settings.error);
  const started = await startKiosk(settings.value);
  if (!started.ok) throw new Error(started.error);
  kiosks.push(started.value);
}

/** Office instants at which somebody presses: over the opening hours, from 8 to 10 twice as often. */
function arrivals(): number[] {
  const found: number[] = [];
  while (found.length < plan.tickets) {
    const at = plan.start + chance.next() * (endOf(plan) - plan.start);
    const hour = (at / 3_600_000 + 7) % 24;
    const weight = !plan.shuts ? 1 : hour < 6 || hour >= 21.5 ? 0 : hour >= 8 && hour < 10 ? 1 : 0.5;
    if (chance.happens(weight)) found.push(at);
  }
  return found.toSorted((one, other) => one - other);
}

let times: number[] = [];
let refused = 0;
let own = 0;
async function press(): Promise<void> {
  const began = performance.now();
  const request = PressRequest.parse({
    service: chance.weighted(shares),
    lane: chance.happens(0.1) ? 'priority' : 'regular',
  });
  const answer = await chance.pick(kiosks).agent.press(request);
  const took = performance.now() - began;
  times.push(took);
  if (answer.ok) {
    if (answer.offline) own++;
    say({ ticket: answer.ticket, number: answer.number, took, slip: answer.slip, offline: answer.offline });
  } else {
    refused++;
    say({ refused: answer.code, at: clock.now(), took });
  }
}

const sampling = setInterval(sample, Math.min(10_000, (plan.hours / plan.speed) * 3_600_000 * 0.05));
function sample(): void {
  const { rss, heapUsed } = process.memoryUsage();
  const fds = readdirSync('/proc/self/fd').length;
  say({
    sample: Math.round(clock.real()),
    presses: times.length,
    p50: atRank(times, 0.5),
    p99: atRank(times, 0.99),
    refused,
    own,
    rss,
    heapUsed,
    fds,
  });
  times = [];
}

let stopping = false;
process.on('SIGTERM', () => (stopping = true));
while (kiosks.some(({ agent }) => !agent.state().ready || agent.office() === null)) await sleep(20);
process.stdout.write('kiosks ready\n');
while (clock.real() === 0) await sleep(20);
for (const at of arrivals()) {
  while (!stopping && clock.now() < at) await sleep(Math.min(500, Math.max(1, (at - clock.now()) / plan.speed)));
  if (stopping) break;
  void press();
}
while (!stopping && clock.now() < endOf(plan)) await sleep(50);
process.stdout.write('kiosks done\n');
while (!stopping) await sleep(100);
clearInterval(sampling);
sample();
const pending = () => kiosks.map(({ agent }) => agent.state().pending);
for (let i = 0; i < 300 && pending().some((count) => count > 0); i++) await sleep(100);
say({ pending: pending(), live: kiosks.filter(({ agent }) => agent.state().link === 'live').length });
for (const kiosk of kiosks) await kiosk.close();
process.exit(0);
