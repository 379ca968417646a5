import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { Ms } from '../../../shared/ids.ts';
import type { CoachView, CoachWish, Ending } from '../../../shared/protocol/practice.ts';
import { FromPractice, type PracticeBegin, type ToPractice } from './practiceWire.ts';

const file = join(import.meta.dirname, 'floorProcess.edge.ts');
const root = join(import.meta.dirname, '../../..');
/** Of its JavaScript, MB; a practice over it ends, and nothing else does. */
const mostHeap = 128;
/** A start that takes longer is given up: a line on which nothing is said is cut off soon after (I40). */
const startsWithinMs: Ms = 8_000;
/** An end that takes longer is not waited for. */
const endsWithinMs: Ms = 2_000;

/** What the process of a practice may do: read the code and what its pages show; reach the network; nothing else. */
export function practicePermissions({ pages, voice, media }: PracticeBegin['folders']): readonly string[] {
  const code = ['apps', 'shared', 'node_modules'].map((name) => join(root, name));
  const folders = [...code, pages, ...voice, ...media].map((folder) => `--allow-fs-read=${join(folder, '*')}`);
  return ['--permission', ...folders, `--allow-fs-read=${join(root, 'package.json')}`];
}

/** The process of one practice, as the hub sees it. */
export interface PracticeChild {
  readonly pid: number | undefined;
  /** Of its door on loopback; undefined while its hub is away. */
  port(): number | undefined;
  view(): CoachView;
  wish(wish: CoachWish): void;
  /** Ends it with its last word, where it still has one, and the process with it. */
  end(why: Ending): Promise<void>;
}

/**
 * Begins a practice in a process of its own, below the hub's in priority once it runs: it cannot hold up the hub's loop, whatever it
 * does, and a machine of two cores serves the hub first. Undefined where it does not come up.
 */
export async function forkPractice(
  begin: PracticeBegin,
  onChange: (view: CoachView) => void,
): Promise<PracticeChild | undefined> {
  const child: ChildProcess = fork(file, [], {
    execArgv: [
      ...practicePermissions(begin.folders),
      `--max-old-space-size=${mostHeap}`,
      '--disable-warning=ExperimentalWarning',
    ],
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let port: number | undefined;
  let view: CoachView | undefined;
  let onReady: (() => void) | undefined;
  const isOver = () => view?.over !== undefined;

  function change(next: CoachView): void {
    if (isOver()) return;
    view = next;
    onChange(next);
    if (next.over !== undefined) child.kill('SIGKILL');
  }
  const tell = (word: ToPractice) => void (child.connected && child.send(word));
  child.on('message', (raw) => {
    const word = FromPractice.parse(raw);
    if (word.said === 'listening') port = word.port;
    else if (word.said === 'cut') port = undefined;
    else change(word.view);
    if (port !== undefined && view) onReady?.();
  });
  child.once('error', () => child.kill('SIGKILL'));
  void gone.then(() => {
    port = undefined;
    if (view && !isOver()) change({ ...view, over: 'failed' });
  });

  tell(begin);
  const isReady = await Promise.race([
    new Promise<boolean>((resolve) => (onReady = () => resolve(true))),
    gone.then(() => false),
    later(startsWithinMs).then(() => false),
  ]);
  if (!isReady || !view) {
    child.kill('SIGKILL');
    await gone;
    return undefined;
  }
  // Not before: whoever waits for it to begin would wait for everything else on the machine too.
  if (child.pid !== undefined && child.exitCode === null)
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const first: CoachView = view;
  return {
    pid: child.pid,
    port: () => port,
    view: () => view ?? first,
    wish: (wish) => tell({ tell: 'wish', wish }),
    async end(why) {
      tell({ tell: 'end', why });
      await Promise.race([gone, later(endsWithinMs)]);
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function later(ms: Ms): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
