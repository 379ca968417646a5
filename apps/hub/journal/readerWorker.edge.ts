import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { assertNever, present } from '../../../shared/basics.ts';
import { makeBackup } from './backup.edge.ts';
import { checkSource } from './checkSource.edge.ts';
import { connectToRead } from './connect.edge.ts';
import { fullCheck } from './fullCheck.ts';
import type { Answered, Asked } from './readerProtocol.ts';
import type { Fact } from '../domain/facts.ts';
import { prepareReads, selectFacts } from './statements.ts';

/** The reader thread: one connection that cannot write; a check gives way to the other questions after every page. */
const port = present(parentPort, 'the port of the reader thread');
const { file } = workerData as { readonly file: string };
const db = connectToRead(file, 'live');
const reads = prepareReads(db);
const facts = db.prepare<[string, string], Fact>(`${selectFacts} WHERE day BETWEEN ? AND ? ORDER BY seq, kind`);

async function answer(asked: Asked) {
  switch (asked.ask) {
    case 'check':
      return fullCheck(checkSource(db), () => nextTurn());
    case 'read':
      return reads.ofBook.all(asked.book, asked.after, asked.limit).map(({ body }) => body);
    case 'backup':
      return makeBackup(db, asked.folder, asked.at, () => nextTurn());
    case 'facts':
      return facts.all(asked.from, asked.to);
    default:
      return assertNever(asked);
  }
}

port.on('message', (asked: Asked | 'close') => {
  if (asked === 'close') {
    db.close();
    port.close();
    return;
  }
  answer(asked).then(
    (found) => port.postMessage({ id: asked.id, ok: true, answer: found } satisfies Answered),
    (error: unknown) => port.postMessage({ id: asked.id, ok: false, error: String(error) } satisfies Answered),
  );
});
