import { appendFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { backupsIn } from '../../../apps/hub/backups.ts';
import { startHub } from '../../../apps/hub/program.edge.ts';
import { hubSettings } from '../../../apps/hub/settings.ts';
import { officeClock, readPlan } from './plan.ts';

/** The hub as it is, its clock so many times as fast: `hubProcess DIR`. What it costs goes to DIR/hub.jsonl every so often. */
const dir = process.argv[2] ?? '';
const plan = readPlan(dir);
const sampleMs = Math.min(10_000, (plan.hours / plan.speed) * 3_600_000 * 0.05);
const flags = ['--data', join(dir, 'data'), '--port', '0', '--office', join(dir, 'office.json')];
const settings = hubSettings([...flags, '--access', join(dir, 'passes.json')], {});
if (!settings.ok) throw new Error(settings.error);
const clock = officeClock(dir, plan);
const started = await startHub(settings.value, {
  hubTime: {
    clock: { wall: () => Math.floor(clock.now()), monotonic: () => clock.real() * plan.speed },
    wakeIn(ms, work) {
      const timer = setTimeout(work, ms / plan.speed);
      timer.unref();
      return () => clearTimeout(timer);
    },
  },
});
if (!started.ok) throw new Error(started.error);
const program = started.value;
const { hub, url } = program;

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
let cpu = process.cpuUsage();
const sampling = setInterval(() => {
  if (clock.real() === 0) return;
  const { rss, heapUsed, external } = process.memoryUsage();
  const used = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  const wal = join(dir, 'data', 'journal.db-wal');
  const backups = join(dir, 'data', 'backups');
  const newest = existsSync(backups) ? backupsIn(readdirSync(backups))[0] : undefined;
  const sample = {
    real: Math.round(clock.real()),
    office: hub.now(),
    rss,
    heapUsed,
    external,
    cpuMs: Math.round((used.user + used.system) / 1_000),
    fds: readdirSync('/proc/self/fd').length,
    handles: process.getActiveResourcesInfo().length,
    delayP99: delay.percentile(99) / 1e6,
    delayMax: delay.max / 1e6,
    wal: existsSync(wal) ? statSync(wal).size : 0,
    seq: hub.seq(),
    day: hub.floor().day,
    books: hub.floors().length,
    backupAgeMs: newest ? hub.now() - newest.at : null,
  };
  delay.reset();
  appendFileSync(join(dir, 'hub.jsonl'), `${JSON.stringify(sample)}\n`);
}, sampleMs);
process.stdout.write(`antrean hub ready ${url}\n`);
process.on('SIGTERM', () => {
  clearInterval(sampling);
  void program.close().then(() => process.exit(0));
});
