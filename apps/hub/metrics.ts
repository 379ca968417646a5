import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Instant } from '../../shared/ids.ts';
import { alarmCodes } from '../../shared/protocol/alarms.ts';
import type { Alarms } from './alarms.ts';
import type { Hub } from './hub.ts';
import type { Followers } from './journal/followers.ts';
import type { FollowerWaitState } from './journal/followerWait.ts';
import type { CommandLog } from './server/door.ts';

export interface MetricParts {
  readonly hub: Hub;
  readonly alarms: Pick<Alarms, 'stands'>;
  readonly followers: Pick<Followers, 'states'>;
  /** When the newest verified backup was made. */
  readonly backup: () => Instant | undefined;
  /** Bytes free on the disk of the data folder; undefined where nobody looks. */
  readonly free: () => number | undefined;
  /** Undefined where no reply waits for a follower. */
  readonly wait: () => FollowerWaitState | undefined;
}

/** What the hub tells Prometheus. */
export function metricsOf({ hub, alarms, followers, backup, free, wait }: MetricParts) {
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
  gauge('antrean_seq', 'Position of the journal', () => hub.seq());
  gauge(
    'antrean_waiting',
    'Visits waiting',
    () => [...hub.floor().visits.values()].filter(({ stay }) => stay.is === 'waiting').length,
  );
  new Gauge({
    name: 'antrean_alarm',
    help: '1 while staff are shown this alarm',
    labelNames: ['alarm'],
    registers: [registry],
    collect() {
      for (const alarm of alarmCodes) this.set({ alarm }, alarms.stands(alarm) ? 1 : 0);
    },
  });
  gauge('antrean_disk_free_bytes', 'Free on the disk of the data folder; -1 where nobody looks', () => free() ?? -1);
  gauge('antrean_follower_behind', 'Events the nearest follower lacks; -1 where none is connected', () => {
    const behind = followers.states().flatMap((one) => (one.connected ? [one.behind] : []));
    return behind.length === 0 ? -1 : Math.min(...behind);
  });
  gauge('antrean_follower_alone', '1 while replies leave though no follower has them (--sync-follower)', () =>
    wait()?.aloneSince === undefined ? 0 : 1,
  );
  gauge('antrean_follower_alone_times', 'How often that began since the start', () => wait()?.times ?? 0);
  gauge('antrean_backup_age_seconds', 'Age of the newest verified backup (I20); -1 where there is none', () => {
    const at = backup();
    return at === undefined ? -1 : Math.max(0, Math.round((hub.now() - at) / 1_000));
  });
  return {
    registry,
    count({ type, door, outcome, ms }: Parameters<CommandLog['command']>[0]) {
      commands.inc({ type, door, outcome });
      seconds.observe(ms / 1_000);
    },
  };
}
