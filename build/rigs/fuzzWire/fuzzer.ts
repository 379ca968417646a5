import type { Socket } from 'node:net';
import { Reply } from '../../../shared/protocol/replies.ts';
import { chanceOf, type Chance } from '../../day/chance.ts';
import { lineTo, rawSocket } from '../slowPeers/rawSocket.ts';
import type { Seat } from '../storm/office.ts';
import { frame, greeting, request, type Door } from './inputs.ts';

/** What the process that feeds is told; `seats` are those whose passes are good. */
export interface ToFuzzer {
  readonly urls: { readonly [D in Door]: string };
  readonly seats: readonly Seat[];
  readonly inputs: number;
  readonly seed: number;
}
export type FromFuzzer =
  | { readonly said: 'fed'; readonly inputs: number }
  | { readonly said: 'wrong'; readonly what: string }
  | { readonly said: 'done' };

// Every line comes from an address of its own, so that no pace by address keeps the rest out.

const lanes = 12;
const framesOfLine = 40;
/** An answer that has not come by then is not waited for. */
const answerMs = 60;

const say = (word: FromFuzzer) => void process.send?.(word);
const anAddress = (chance: Chance) => `127.${chance.int(1, 250)}.${chance.int(0, 250)}.${chance.int(1, 250)}`;

/** Resolves with what was heard once the line is closed, quiet, or too slow. */
function heard(line: Socket, isEnough: (said: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const end = () => {
      clearTimeout(late);
      line.destroy();
      resolve(said);
    };
    const late = setTimeout(end, answerMs);
    line.on('data', (bytes: Buffer) => {
      said = `${said}${bytes.toString('latin1')}`.slice(0, 4_096);
      if (isEnough(said)) end();
    });
    line.once('close', end);
  });
}

async function feedHttp(door: Door, url: string, seat: Seat | undefined, chance: Chance): Promise<void> {
  const line = lineTo(url, anAddress(chance));
  const bytes = request(door, seat?.pass.token, chance);
  line.write(bytes);
  const said = await heard(line, (text) => text.includes('\r\n\r\n'));
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(said) ?? [];
  if (status !== undefined && Number(status) >= 500 && status !== '503')
    say({
      said: 'wrong',
      what: `${door} answered ${status} to ${JSON.stringify(bytes.toString('latin1').slice(0, 300))}`,
    });
}

/** Up to `framesOfLine` frames on one line, as far as the hub lets it; how many. */
async function feedSocket(url: string, seat: Seat | undefined, chance: Chance): Promise<number> {
  const judge = (text: string) => {
    const [, body] = /^43[1-9]\d*(\[.*)$/s.exec(text) ?? [];
    const [answer] = body === undefined ? [] : (JSON.parse(body) as unknown[]);
    // Answers to a hello, a follow and a command: the last are those with a seq.
    if (typeof answer !== 'object' || answer === null || !('seq' in answer)) return;
    if (!Reply.safeParse(answer).success)
      say({ said: 'wrong', what: `an answer outside the protocol: ${text.slice(0, 300)}` });
  };
  const socket = await rawSocket(url, judge, anAddress(chance)).catch(() => undefined);
  if (!socket) return 1;
  const { line } = socket;
  if (seat && chance.happens(0.8)) for (const bytes of greeting(seat)) line.write(bytes);
  else if (chance.happens(0.8)) socket.say('40');
  let fed = 0;
  while (fed < framesOfLine && line.writable) {
    line.write(frame(seat, chance));
    fed++;
    if (fed % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await heard(line, () => false);
  return fed;
}

async function lane(told: ToFuzzer, chance: Chance, left: { count: number }): Promise<void> {
  const { urls, seats } = told;
  while (left.count > 0) {
    const seat = seats.length > 0 ? chance.pick(seats) : undefined;
    let inputs = 1;
    if (chance.happens(0.12)) inputs = await feedSocket(urls.hub, seat, chance);
    else {
      const door = chance.weighted<Door>([
        ['hub', 5],
        ['open', 2],
        ['kiosk', 2],
      ]);
      await feedHttp(door, urls[door], seat, chance);
    }
    left.count -= inputs;
    say({ said: 'fed', inputs });
  }
}

process.on('message', (told: ToFuzzer) => {
  const left = { count: told.inputs };
  void Promise.all(Array.from({ length: lanes }, (_, i) => lane(told, chanceOf(told.seed * lanes + i), left))).then(
    () => say({ said: 'done' }),
  );
});
process.on('disconnect', () => process.exit(0));
