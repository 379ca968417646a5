import { parseArgs } from 'node:util';
import { restore } from './restore.edge.ts';

const usage = 'npm run hub -- restore --data DIR --backup DIR [--copy DIR ...]';

/** `hub restore`: makes the journal of an empty data folder from backups and followers' copies. Ends with 0, or a sentence and 2. */
export async function restoreProgram(argv: readonly string[]): Promise<never> {
  let given;
  try {
    given = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        backup: { type: 'string' },
        copy: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    return end(`${error instanceof Error ? error.message : String(error)} Usage: ${usage}.`);
  }
  const { data, backup, copy } = given;
  if (data === undefined) return end(`--data is missing: ${usage}.`);
  const restored = await restore({ data, backups: backup, copies: copy });
  if (!restored.ok) return end(restored.error);
  const { position, passedOver, ...from } = restored.value;
  for (const line of passedOver) process.stdout.write(`${line}\n`);
  process.stdout.write(
    `Restored up to event ${position.seq} from ${[from.backup, from.copy].filter((one) => one !== undefined).join(' and ')}. Start the hub with --data ${data}; kiosks bring what they still hold.\n`,
  );
  process.exit(0);
}

function end(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
