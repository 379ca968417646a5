import { setTimeout as sleep } from 'node:timers/promises';
import { dialToFollow } from '../../shared/hubLinkFollow.edge.ts';
import { follow, followSentence } from '../../shared/follow/follow.ts';
import { openFollowFile } from '../../shared/follow/followFile.edge.ts';

const usage = 'npm run hub -- follow DIR --hub URL --token TOKEN [--name NAME]';
const againMs = 1_000;

/** `hub follow DIR`: keeps a checked copy of a hub's journal until told to stop; dials again when the hub is lost. Ends with a sentence and 2 for what a person must look at. */
export async function followProgram(argv: readonly string[]): Promise<never> {
  const [dir, ...rest] = argv;
  const given = new Map<string, string>();
  for (let i = 0; i < rest.length; i += 2) given.set(rest[i] ?? '', rest[i + 1] ?? '');
  const unknown = [...given.keys()].find((flag) => !['--hub', '--token', '--name'].includes(flag));
  if (unknown !== undefined) end(`Unknown setting ${unknown}: ${usage}.`);
  const url = given.get('--hub') ?? process.env['ANTREAN_HUB'];
  const token = given.get('--token') ?? process.env['ANTREAN_TOKEN'];
  if (!dir || dir.startsWith('--') || !url || !token) end(`Something is missing: ${usage}.`);
  const opened = openOrEnd(dir);
  if (!opened.ok)
    end(
      `The copy is damaged in ${opened.error.file} at byte ${opened.error.offset}: ${opened.error.what}. Keep it, and follow into a new folder.`,
    );
  const file = opened.value;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      file.close();
      process.exit(0);
    });
  process.stdout.write(`antrean follower at position ${file.position().seq}\n`);
  for (;;) {
    try {
      const link = await dialToFollow({ url, token });
      const ended = await follow({ link, file, follower: given.get('--name') ?? 'follower' });
      if (ended !== 'lost') end(followSentence[ended]);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      if (error instanceof Error && /refuses/.test(error.message)) process.exit(2);
    }
    await sleep(againMs);
  }
}

function openOrEnd(dir: string) {
  try {
    return openFollowFile(dir);
  } catch (error) {
    return end(
      `The copy cannot be kept (${error instanceof Error ? error.message : String(error)}): give this user the folder, or name another on a local disk.`,
    );
  }
}

function end(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
