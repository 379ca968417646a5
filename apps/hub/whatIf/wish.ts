import { Command, type CommandType } from '../../../shared/protocol/commands.ts';

/** A command as an actor thinks of it: no key yet, and names as plain words. */
export type Wish = { readonly type: CommandType; readonly [field: string]: unknown };

/** Parses a wish at the door, as the hub's server does; throws for what is no command. */
export function commandOf(wish: Wish, key: string): Command {
  return Command.parse({ ...wish, key });
}
