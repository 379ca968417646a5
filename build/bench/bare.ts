import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Server } from 'socket.io';
import { connect } from '../../apps/hub/journal/connect.edge.ts';
import { migrate } from '../../apps/hub/journal/migrations.ts';
import type { Hello } from '../../shared/protocol/hello.ts';
import type { Rows } from './rows.ts';

/**
 * The sum baseline: a bare socket.io server of the same settings that keeps the rows of one command in one FULL commit,
 * in the same tables with the same number of bytes, and answers with the same bytes. Nothing is parsed, decided or shown.
 */
const file = join(process.argv[2] ?? '', 'bare.db');
const db = connect(file, { readonly: false });
migrate(db, file);
const event = db.prepare('INSERT INTO event(seq, epoch, book, at, type, body, hash) VALUES (?, 1, ?, ?, ?, ?, ?)');
const key = db.prepare('INSERT INTO key(key, digest, reply, ticket, at, book, seq) VALUES (?, ?, ?, 1, ?, ?, ?)');
const number = db.prepare('INSERT INTO number(office, day, prefix, number, ticket) VALUES (?, ?, ?, ?, ?)');
const leave = db.prepare('DELETE FROM at_counter WHERE counter = ?');
const seat = db.prepare('INSERT INTO at_counter(counter, ticket) VALUES (?, ?)');
const hash = Buffer.alloc(32, 7);
let rows: Rows | undefined;
let frame: unknown;
let seq = 0;
let count = 0;

const keep = db.transaction((name: string, { events, digest, reply, numbered, seated }: Rows) => {
  const at = Date.now();
  for (const { book, type, body } of events) event.run(++seq, book, at, type, body, hash);
  const book = events[0]?.book ?? '';
  key.run(name, digest, reply, at, book, seq);
  if (numbered) number.run(numbered.office, book, 'A', String(++count).padStart(numbered.number.length, '0'), name);
  if (seated) {
    leave.run(seated.counter);
    seat.run(seated.counter, seated.ticket);
  }
});

const server = createServer();
const io = new Server(server, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  maxHttpBufferSize: 1024 * 1024,
  pingInterval: 5_000,
  pingTimeout: 3_000,
});
io.on('connection', (socket) => {
  socket.on('rows', (given: Rows, shown: unknown, answer: () => void) => {
    rows = given;
    frame = shown;
    answer();
  });
  socket.on('command', (raw: { readonly key: string }, answer: (reply: unknown) => void) => {
    if (!rows) return;
    keep.immediate(raw.key, rows);
    if (frame !== null) io.to('display').emit('frame', frame);
    answer(rows.answer);
  });
  socket.on('hello', (raw: Hello, answer: (reply: unknown) => void) => {
    if (raw.watch.audience === 'display') void socket.join('display');
    answer({ ok: true });
  });
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`bare ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
process.on('SIGTERM', () => process.exit(0));
