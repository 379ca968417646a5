import { createHash } from 'node:crypto';
import type { Command } from '../../../shared/protocol/commands.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { By } from '../../../apps/hub/domain/events.ts';
import { chanceOf, type Chance } from '../../day/chance.ts';
import type { Exchange } from '../../oracle/history.ts';
import { virtualTime, type VirtualTime } from '../kiosk/time.ts';

/** The one thread on which everything of a run happens, and what is written down of it. */
export interface World {
  readonly time: VirtualTime;
  readonly chance: Chance;
  /** Appointments kept so far. */
  steps(): number;
  /** One line of the trace. */
  note(line: string): void;
  violation(what: string): void;
  readonly violations: readonly string[];
  readonly history: readonly Exchange[];
  /** A command leaves its client; what comes back is written down with the place of the leaving. */
  leaves(command: Command, by: By): (reply: Reply) => void;
  /** Of all that was noted: the same seed has the same. */
  traceHash(): string;
  lastLines(): readonly string[];
}

const kept = 40;
/** A run that goes wrong goes wrong often. */
const mostViolations = 10;

export function createWorld(seed: number, start: number): World {
  const inner = virtualTime(start);
  const hash = createHash('sha256');
  const lines: string[] = [];
  const violations: string[] = [];
  const history: Exchange[] = [];
  const firstSent = new Map<string, number>();
  let steps = 0;
  let places = 0;
  const note = (line: string) => {
    const whole = `${inner.now() - start} ${line}`;
    hash.update(whole);
    hash.update('\n');
    lines.push(whole);
    if (lines.length >= 2 * kept) lines.splice(0, kept);
  };
  return {
    time: {
      ...inner,
      after: (ms, work) =>
        // Wall clocks say whole milliseconds.
        inner.after(Math.round(ms), () => {
          steps++;
          work();
        }),
    },
    chance: chanceOf(seed),
    steps: () => steps,
    note,
    violation(what) {
      note(`VIOLATION ${what}`);
      if (violations.length < mostViolations) violations.push(`${what}, ${inner.now() - start} ms after the start`);
    },
    violations,
    history,
    leaves(command, by) {
      // A command that is sent again is the one that was sent first: its answer may be as old (K1).
      const sent = firstSent.get(command.key) ?? ++places;
      firstSent.set(command.key, sent);
      return (reply) => void history.push({ command, by, sent, received: ++places, at: inner.now(), reply });
    },
    traceHash: () => hash.copy().digest('hex'),
    lastLines: () => lines.slice(-kept),
  };
}
