import type { Instant } from '../../shared/ids.ts';
import { alarmCodes, type AlarmCode, type HubAlarm } from '../../shared/protocol/alarms.ts';

/** The alarms that stand: one list for screens, `/healthz` and `/metrics`. */
export interface Alarms {
  set(alarm: AlarmCode, stands: boolean): void;
  stands(alarm: AlarmCode): boolean;
  /** Gravest first. */
  raised(): readonly HubAlarm[];
  onChange(listener: () => void): void;
}

export function createAlarms(now: () => Instant): Alarms {
  const since = new Map<AlarmCode, Instant>();
  const listeners: (() => void)[] = [];
  return {
    set(alarm, stands) {
      if (since.has(alarm) === stands) return;
      if (stands) since.set(alarm, now());
      else since.delete(alarm);
      for (const listener of listeners) listener();
    },
    stands: (alarm) => since.has(alarm),
    raised: () =>
      alarmCodes.flatMap((alarm) => {
        const at = since.get(alarm);
        return at === undefined ? [] : [{ alarm, since: at }];
      }),
    onChange: (listener) => void listeners.push(listener),
  };
}
