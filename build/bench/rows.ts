import { join } from 'node:path';
import { connect } from '../../apps/hub/journal/connect.edge.ts';

/** What one command left in the hub's journal, and its answer: the baseline writes and says as much. */
export interface Rows {
  readonly events: readonly { readonly book: string; readonly type: string; readonly body: string }[];
  readonly digest: string;
  readonly reply: string;
  readonly answer: unknown;
  readonly numbered?: { readonly office: string; readonly number: string } | undefined;
  readonly seated?: { readonly counter: string; readonly ticket: string } | undefined;
}

export function rowsOf(dir: string, key: string): Rows {
  const db = connect(join(dir, 'data/journal.db'), { readonly: true });
  try {
    const bound = db.prepare<[string], { digest: string; reply: string }>(
      'SELECT digest, reply FROM key WHERE key = ?',
    );
    const events = db.prepare<[string], { book: string; type: string; body: string }>(
      "SELECT book, type, body FROM event WHERE body ->> '$.key' = ?",
    );
    const numbered = db.prepare<[string], { office: string; number: string }>(
      'SELECT office, number FROM number WHERE ticket = ?',
    );
    const found = bound.get(key);
    const written = events.all(key);
    if (!found || written.length === 0) throw new Error(`The journal has no command ${key}`);
    const called = written.find(({ type }) => type === 'VisitCalled');
    const { event } = JSON.parse(called?.body ?? '{}') as { event?: { counter: string; ticket: string } };
    return {
      events: written,
      ...found,
      answer: JSON.parse(found.reply),
      numbered: numbered.get(key),
      seated: event && { counter: event.counter, ticket: event.ticket },
    };
  } finally {
    db.close();
  }
}
