import { existsSync, renameSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { follow, followSentence } from '../../shared/follow/follow.ts';
import { openFollowFile, type FollowFile } from '../../shared/follow/followFile.edge.ts';
import { dialToFollow } from '../../shared/hubLinkFollow.edge.ts';
import type { CopySettings } from './copy.edge.ts';

const { dir, url, token, name } = workerData as CopySettings;
const againMs = 2_000;
/** What a person must look at is asked again now and then: the hub may have been put right meanwhile. */
const personMs = 10 * 60_000;

const say = (line: string) => parentPort?.postMessage(line);

let file = open();
for (;;) {
  let pauseMs = againMs;
  try {
    const link = await dialToFollow({ url, token });
    const ended = await follow({ link, file, follower: name });
    if (ended === 'diverged') file = anew(followSentence.diverged);
    else if (ended !== 'lost') {
      say(followSentence[ended]);
      pauseMs = personMs;
    }
  } catch (error) {
    // The hub is away, or does not know this kiosk: the agent's own link says so already.
    if (!(error instanceof Error) || !/^The hub|timed out/.test(error.message)) throw error;
  }
  await sleep(pauseMs);
}

function open(): FollowFile {
  const opened = openFollowFile(dir);
  if (opened.ok) return opened.value;
  const { file: damaged, offset, what } = opened.error;
  return anew(`The copy is damaged in ${damaged} at byte ${offset}: ${what}.`);
}

/** The old copy is kept for a person, whole; a new one begins in its place. */
function anew(why: string): FollowFile {
  let aside = 1;
  while (existsSync(`${dir}-aside-${aside}`)) aside++;
  renameSync(dir, `${dir}-aside-${aside}`);
  say(`${why} It is kept as ${dir}-aside-${aside}, and a new one has begun.`);
  const begun = openFollowFile(dir);
  if (!begun.ok) throw new Error(`A new copy in ${dir} is damaged at once: ${begun.error.what}`);
  return begun.value;
}
