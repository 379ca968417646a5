import Sqlite from 'better-sqlite3';

/** Does to a journal at rest what its triggers forbid, and puts them back: a file only a check can tell from a true one. */
export function spoil(file: string, sql: string): void {
  const db = new Sqlite(file);
  const triggers = db
    .prepare<[], { readonly name: string; readonly sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
    )
    .all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  for (const trigger of triggers) db.exec(trigger.sql);
  db.close();
}
