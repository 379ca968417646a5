import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Instant } from '../../shared/ids.ts';
import type { Hub } from './hub.ts';
import type { CommandLog } from './server/door.ts';

/** What the hub tells Prometheus; `backup` is when the newest verified backup was made. */
export function metricsOf(hub: Hub, backup: () => Instant | undefined) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const commands = new Counter({
    name: 'antrean_commands_total',
    help: 'Commands by type, door and outcome',
    labelNames: ['type', 'door', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'antrean_command_seconds',
    help: 'From arrival to answer',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const alarm = {
    behind: false,
    set(behind: boolean) {
      this.behind = behind;
    },
  };
  gauge('antrean_seq', 'Position of the journal', () => hub.seq());
  gauge(
    'antrean_waiting',
    'Visits waiting',
    () => [...hub.floor().visits.values()].filter(({ stay }) => stay.is === 'waiting').length,
  );
  gauge('antrean_clock_behind', '1 while the wall clock is behind the hub (T2)', () => (alarm.behind ? 1 : 0));
  gauge('antrean_backup_age_seconds', 'Age of the newest verified backup (I20); -1 where there is none', () => {
    const at = backup();
    return at === undefined ? -1 : Math.max(0, Math.round((hub.now() - at) / 1_000));
  });
  return {
    registry,
    alarm,
    count({ type, door, outcome, ms }: Parameters<CommandLog['command']>[0]) {
      commands.inc({ type, door, outcome });
      seconds.observe(ms / 1_000);
    },
  };
}
