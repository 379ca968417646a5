import type { CounterId, DeviceId, OfficerId } from '../../../shared/ids.ts';
import type { Command } from '../../../shared/protocol/commands.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { By } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import type { Chance } from '../forecast/chance.ts';
import type { Habits } from './habits.ts';
import type { PracticeClock } from './practiceClock.ts';

type Keyless<C> = C extends unknown ? Omit<C, 'key'> : never;
/** What somebody in the hall wants of the hub. */
export type Wish = Keyless<Command>;

/** The hall of a practice, for whoever plays in it. */
export interface Hall {
  readonly chance: Chance;
  readonly clock: PracticeClock;
  readonly habits: Habits;
  floor(): ReadonlyFloor;
  /** Nobody is there to answer while the hub of the practice is away: undefined. */
  send(wish: Wish, by: By): Promise<Reply | undefined>;
}

export const kiosk = 'practice-kiosk' as DeviceId;
/** The screen of the trainee, which no colleague has. */
export const trainee = 'practice-counter' as DeviceId;

export const byKiosk: By = { device: kiosk, role: 'kiosk', door: 'hub' };
export const byVoice = (zone: string): By => ({
  device: `practice-voice-${zone}` as DeviceId,
  role: 'display',
  door: 'hub',
});
export const byColleague = (counter: CounterId, person: OfficerId): By => ({
  device: `practice-${counter}` as DeviceId,
  role: 'officer',
  door: 'hub',
  person,
});
