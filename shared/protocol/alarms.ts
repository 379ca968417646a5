import * as z from 'zod/mini';
import { Instant } from '../ids.ts';

/** What the hub must tell the people of the office about itself, gravest first; the sentences are in `alarmTexts.ts`. */
export const alarmCodes = [
  'journalDamaged',
  'diskAlmostFull',
  'noFollower',
  'backupOld',
  'diskLow',
  'clockBehind',
] as const;
export const AlarmCode = z.enum(alarmCodes);
export type AlarmCode = z.infer<typeof AlarmCode>;

/** An alarm that stands, and since when. */
export const HubAlarm = z.strictObject({ alarm: AlarmCode, since: Instant });
export type HubAlarm = z.infer<typeof HubAlarm>;
