import type { Tour, TourAnswer, TourPlace } from '../../apps/hub/pages/start/demoNow.ts';
import type { DeepReadonly } from '../../shared/basics.ts';
import type { CounterId, OfficerId, TicketId } from '../../shared/ids.ts';
import type { PressAnswer } from '../../shared/protocol/agent.ts';
import type { Office, Text } from '../../shared/protocol/office.ts';
import type { Reply } from '../../shared/protocol/replies.ts';

/** The doors the tour goes through; each is the one a screen of that place uses. */
export interface TourDoors {
  readonly office: () => DeepReadonly<Pick<Office, 'counters' | 'officers' | 'services' | 'stages'>>;
  /** The officer who sits at a counter now, by name. */
  readonly officerAt: (counter: CounterId) => string | undefined;
  /** The kiosk takes presses. */
  readonly hasKiosk: () => boolean;
  readonly press: (service: string) => Promise<PressAnswer>;
  /** A command of that counter's screen. */
  readonly command: (
    counter: CounterId,
    said: { readonly type: string; readonly [field: string]: unknown },
  ) => Promise<Reply>;
  /** Rejects when `signal` says so. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly tell: (tour: Tour) => void;
}

const cast = [
  { counter: 'loket-1', officer: 'dewi' },
  { counter: 'loket-2', officer: 'bambang' },
  { counter: 'loket-3', officer: 'siti' },
  { counter: 'loket-5', officer: 'ratna' },
] as unknown as readonly { readonly counter: CounterId; readonly officer: OfficerId }[];
const [files, handOver, photo, questions] = cast.map(({ counter }) => counter) as [
  CounterId,
  CounterId,
  CounterId,
  CounterId,
];
export const idle: Tour = { state: 'idle', line: null, at: null, counter: null, step: 0, steps: 0 };

const stepMs = 2_600;
/** A call is also heard. */
const callMs = 5_200;
/** A slip is confirmed a moment after the press, and a number the kiosk gave alone is uploaded; until then nobody is called (C7). */
const againMs = 500;
const tries = 20;

interface Present {
  readonly ticket: TicketId;
  readonly number: string;
}

/** The played morning stopped for a reason that the office gave. */
class InTheWay extends Error {
  readonly said: Text;
  constructor(said: Text) {
    super(said.en);
    this.said = said;
  }
}

/** One small morning over the real doors: three visitors, four officers, about a minute. */
export function createTour(doors: TourDoors) {
  let playing: { readonly stop: AbortController; readonly over: Promise<void> } | undefined;
  let now = idle;

  function tell(change: Partial<Tour>) {
    now = { ...now, ...change };
    doors.tell(now);
  }

  function play(speed: number): TourAnswer {
    if (playing) return { ok: true };
    if (!doors.hasKiosk())
      return {
        ok: false,
        code: 'noKiosk',
        message: {
          id: 'Mesin antrean belum siap. Coba lagi sebentar lagi.',
          en: 'The kiosk is not ready yet. Try again in a moment.',
        },
      };
    for (const { counter } of cast) {
      const name = doors.officerAt(counter);
      if (name !== undefined) return { ok: false, code: 'officerThere', message: seatTaken(counter, name) };
    }
    const stop = new AbortController();
    const over = run(speed, stop.signal).finally(() => (playing = undefined));
    playing = { stop, over };
    return { ok: true };
  }

  function seatTaken(counter: CounterId, name: string): Text {
    const number = numberOf(counter);
    return {
      id: `${name} sedang bertugas di loket ${number}. Keluarkan petugas dari loket itu, lalu putar lagi.`,
      en: `${name} is at counter ${number}. Sign out there, then play it again.`,
    };
  }
  const numberOf = (counter: CounterId) => doors.office().counters.find(({ id }) => id === counter)?.number ?? 0;

  async function run(speed: number, signal: AbortSignal): Promise<void> {
    const seated: CounterId[] = [];
    const there = new Map<CounterId, Present>();
    const script = scenes(seated, there);
    now = { ...idle, state: 'playing', steps: script.length };
    try {
      for (const [i, { at, counter, does, lasts = stepMs }] of script.entries()) {
        const line = await does(() => doors.wait(againMs, signal));
        tell({ line, at, counter: counter ?? now.counter, step: i + 1 });
        await doors.wait(lasts / speed, signal);
      }
      await leave(seated, there);
      tell({
        state: 'done',
        line: { id: 'Pagi selesai. Semua tamu sudah dilayani.', en: 'The morning is over. Everyone was served.' },
      });
    } catch (error) {
      await leave(seated, there);
      if (error instanceof InTheWay) tell({ state: 'refused', line: error.said });
      else if (signal.aborted)
        tell({
          state: 'stopped',
          line: {
            id: 'Dihentikan. Petugas sudah keluar; tamu yang menunggu tetap di antrean.',
            en: 'Stopped. The officers left; visitors who wait stay in the queue.',
          },
        });
      else throw error;
    }
  }

  /** Whoever is at a counter is finished, then its officer leaves; what a person changed meanwhile is left alone. */
  async function leave(seated: readonly CounterId[], there: ReadonlyMap<CounterId, Present>): Promise<void> {
    for (const counter of seated) {
      if (doors.officerAt(counter) !== nameAt(counter)) continue;
      const present = there.get(counter);
      if (present) {
        const { ticket } = present;
        await doors.command(counter, { type: 'StartService', counter, ticket });
        await doors.command(counter, { type: 'Finish', counter, ticket, outcome: 'referred' });
      }
      await doors.command(counter, { type: 'SignOut', counter });
    }
  }

  /** A person may have taken the seat meanwhile: the counter is theirs. */
  function stillOurs(counter: CounterId): void {
    const name = doors.officerAt(counter);
    if (name === nameAt(counter)) return;
    throw new InTheWay(
      name === undefined
        ? {
            id: `Petugas loket ${numberOf(counter)} sudah keluar, jadi peragaan berhenti.`,
            en: `The officer of counter ${numberOf(counter)} has left, so the play stops.`,
          }
        : seatTaken(counter, name),
    );
  }
  function nameAt(counter: CounterId): string | undefined {
    const officer = cast.find((one) => one.counter === counter)?.officer;
    return doors.office().officers.find(({ id }) => id === officer)?.name;
  }

  async function must(counter: CounterId, said: { readonly type: string; readonly [field: string]: unknown }) {
    if (said.type !== 'OpenCounter') stillOurs(counter);
    const reply = await doors.command(counter, { ...said, counter });
    if (!reply.ok) throw new InTheWay(reply.error.message);
    return reply.result;
  }

  interface Scene {
    readonly at: TourPlace;
    readonly counter?: CounterId;
    readonly lasts?: number;
    readonly does: (pause: () => Promise<void>) => Promise<Text>;
  }

  function scenes(seated: CounterId[], there: Map<CounterId, Present>): readonly Scene[] {
    const present = (counter: CounterId): Present => {
      const one = there.get(counter);
      if (!one) throw new Error(`Nobody is at ${counter}`);
      return one;
    };
    const arrives = (service: string): Scene => ({
      at: 'kiosk',
      async does() {
        const answer = await doors.press(service);
        if (!answer.ok) throw new InTheWay(answer.message);
        const name = doors.office().services.find(({ id }) => id === service)?.name;
        return {
          id: `Tamu menyentuh ${name?.id} di mesin antrean dan mengambil ${answer.number}.`,
          en: `A visitor touches ${name?.en} at the kiosk and takes ${answer.number}.`,
        };
      },
    });
    const calls = (counter: CounterId): Scene => ({
      at: 'display',
      counter,
      lasts: callMs,
      async does(pause) {
        for (let i = 1; ; i++) {
          stillOurs(counter);
          const reply = await doors.command(counter, { type: 'CallNext', counter });
          if (reply.ok && 'call' in reply.result) {
            const { ticket, number } = reply.result;
            there.set(counter, { ticket, number });
            const n = numberOf(counter);
            return {
              id: `Loket ${n} memanggil ${number}. TV menampilkan dan menyebutnya.`,
              en: `Counter ${n} calls ${number}. The TV shows and says it.`,
            };
          }
          if (!reply.ok && (reply.error.code !== 'nobodyWaiting' || i === tries))
            throw new InTheWay(reply.error.message);
          await pause();
        }
      },
    });
    const recalls = (counter: CounterId): Scene => ({
      at: 'display',
      counter,
      lasts: callMs,
      async does() {
        const { ticket, number } = present(counter);
        await must(counter, { type: 'Recall', ticket });
        return {
          id: `${number} belum datang, jadi loket ${numberOf(counter)} memanggil ulang.`,
          en: `${number} has not come yet, so counter ${numberOf(counter)} calls again.`,
        };
      },
    });
    const starts = (counter: CounterId): Scene => ({
      at: 'counter',
      counter,
      async does() {
        const { ticket, number } = present(counter);
        await must(counter, { type: 'StartService', ticket });
        return {
          id: `${number} tiba di loket ${numberOf(counter)} dan dilayani.`,
          en: `${number} is at counter ${numberOf(counter)} and is served.`,
        };
      },
    });
    const finishes = (counter: CounterId, checklist: string | undefined, onward: string | undefined): Scene => ({
      at: 'counter',
      counter,
      async does() {
        const { ticket, number } = present(counter);
        const items = doors.office().stages.find(({ id }) => id === checklist)?.checklist ?? [];
        for (const { id } of items) await must(counter, { type: 'CheckItem', ticket, item: id, done: true });
        await must(counter, { type: 'Finish', ticket, outcome: 'done' });
        there.delete(counter);
        const next = doors.office().stages.find(({ id }) => id === onward)?.name;
        return next
          ? {
              id: `Selesai di loket ${numberOf(counter)}. ${number} lanjut ke ${next.id.toLowerCase()} dengan nomor yang sama.`,
              en: `Done at counter ${numberOf(counter)}. ${number} goes on to ${next.en.toLowerCase()} with the same number.`,
            }
          : { id: `${number} selesai dan boleh pulang.`, en: `${number} is done and may go home.` };
      },
    });
    const opening: Scene = {
      at: 'counter',
      counter: files,
      async does() {
        for (const { counter, officer } of cast) {
          await must(counter, { type: 'OpenCounter', officer });
          seated.push(counter);
        }
        return { id: 'Empat petugas membuka loket.', en: 'Four officers open their counters.' };
      },
    };
    return [
      opening,
      arrives('paspor-baru'),
      arrives('paspor-ambil'),
      arrives('informasi'),
      calls(files),
      starts(files),
      calls(questions),
      finishes(files, 'berkas', 'foto'),
      starts(questions),
      calls(photo),
      finishes(questions, 'informasi', undefined),
      calls(handOver),
      starts(photo),
      recalls(handOver),
      finishes(photo, 'foto', 'wawancara'),
      starts(handOver),
      calls(photo),
      finishes(handOver, 'ambil', undefined),
      starts(photo),
      finishes(photo, 'wawancara', undefined),
    ];
  }

  return {
    now: () => now,
    play,
    /** Resolves when the officers have left. */
    async stop(): Promise<void> {
      const ending = playing;
      ending?.stop.abort();
      await ending?.over;
    },
  };
}
export type PlayedTour = ReturnType<typeof createTour>;
