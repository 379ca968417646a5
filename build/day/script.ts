import * as z from 'zod/mini';
import type { By } from '../../apps/hub/domain/events.ts';
import { DeviceId, OfficerId } from '../../shared/ids.ts';
import { Command } from '../../shared/protocol/commands.ts';
import { Role } from '../../shared/protocol/roles.ts';
import { instantAt } from '../oracle/calendar.ts';
import { run } from './play.ts';
import { api, type Wish, type World } from './world.ts';

/** One line of a script: at a local time somebody sends a command; without `by` it is another system. */
const Entry = z.strictObject({
  at: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'must be a local time, HH:MM:SS')),
  by: z.optional(z.strictObject({ device: DeviceId, person: z.optional(OfficerId), role: Role })),
  command: Command,
});

export interface Line {
  readonly at: string;
  readonly by: By;
  readonly command: Command;
}

/** A script as its file holds it, or where it is malformed: entry and field. */
export function parseScript(text: string): { readonly lines: readonly Line[] } | { readonly malformed: string } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { malformed: `is not JSON (${(error as Error).message})` };
  }
  if (!Array.isArray(raw)) return { malformed: 'must be a list of {"at": "HH:MM:SS", "command": {...}}' };
  const lines: Line[] = [];
  for (const [i, entry] of raw.entries()) {
    const parsed = Entry.safeParse(keyed(entry, i + 1));
    if (!parsed.success) return { malformed: `entry ${i + 1}, ${issueOf(parsed.error.issues[0])}` };
    const { at, by, command } = parsed.data;
    lines.push({ at, command, by: by ? { ...by, door: 'socket' } : api });
  }
  return { lines };
}

/** A command of a script needs no key of its own. */
function keyed(entry: unknown, number: number): unknown {
  if (typeof entry !== 'object' || entry === null || !('command' in entry)) return entry;
  const { command } = entry;
  if (typeof command !== 'object' || command === null) return entry;
  return { ...entry, command: { key: `script-${number}`, ...command } };
}

function issueOf(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'unreadable';
  const field = issue.path.map(String).join('.') || 'command';
  if (issue.code === 'unrecognized_keys') return `field ${[field, issue.keys[0]].join('.')}: is not a field here`;
  if (issue.code === 'invalid_type') return `field ${field}: must be of type ${issue.expected}`;
  if (issue.code === 'invalid_union') return `field ${field}: is none of what it may be`;
  if (issue.code === 'invalid_value') return `field ${field}: must be one of ${issue.values.map(String).join(', ')}`;
  return `field ${field}: ${issue.message}`;
}

/** Plays a script; tells of each command that was refused. */
export async function playScript(world: World, lines: readonly Line[], say: (line: string) => void): Promise<void> {
  const { day, lines: floorLines } = world.floor();
  const { timeZone } = floorLines.office.document;
  for (const { at, by, command } of lines) {
    const [hours = '', minutes = '', seconds = '0'] = at.split(':');
    world.agenda.at(instantAt(day, `${hours}:${minutes}`, timeZone) + Number(seconds) * 1000, async () => {
      const { key, ...wish } = command;
      const reply = await world.send(wish as Wish, by, key);
      if (!reply.ok) say(`${at} ${command.type} refused: ${reply.error.code}. ${reply.error.message.en}`);
    });
  }
  await run(
    world,
    () => world.floor().state === 'closed' && world.agenda.next() === undefined,
    world.agenda.now + 28 * 3600_000,
  );
}
