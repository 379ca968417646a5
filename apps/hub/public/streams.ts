import type { Ms } from '../../../shared/ids.ts';
import type { ToDoor } from './feed.ts';

/** The part of an answer that is written to. */
export interface Reader {
  /** False when what was written waits; `drained` is then called once it is gone. */
  readonly write: (text: string) => boolean;
  readonly cut: () => void;
}

export const mostStreams = 100;
/** A reader that takes nothing for so long is cut off. */
export const slowestMs: Ms = 5_000;

interface Stream {
  readonly reader: Reader;
  readonly zone: string;
  /** By `monotonic`; undefined while it takes what it is given. */
  behindSince: Ms | undefined;
  missed: boolean;
}

/** Everything the read-only door knows: the newest office and view of each zone, and who reads them. */
export function createStreams(monotonic: () => Ms) {
  const streams = new Set<Stream>();
  const frames = new Map<string, string>();
  let office: Extract<ToDoor, { tell: 'office' }> | undefined;

  const event = (name: string, text: string) => `event: ${name}\ndata: ${text}\n\n`;

  function write(stream: Stream, text: string): void {
    if (stream.behindSince !== undefined) {
      stream.missed = true;
      return;
    }
    if (!stream.reader.write(text)) stream.behindSince = monotonic();
  }

  function whole(stream: Stream): void {
    const frame = frames.get(stream.zone);
    write(stream, (office ? event('office', office.text) : '') + (frame === undefined ? '' : event('frame', frame)));
  }

  return {
    zones: () => office?.zones ?? [],
    isFull: () => streams.size >= mostStreams,
    /** A reader of a zone, from its newest view on. */
    open(zone: string, reader: Reader) {
      const stream: Stream = { reader, zone, behindSince: undefined, missed: false };
      streams.add(stream);
      whole(stream);
      return {
        drained() {
          stream.behindSince = undefined;
          // What it missed is told by the newest alone.
          if (!stream.missed) return;
          stream.missed = false;
          whole(stream);
        },
        closed: () => void streams.delete(stream),
      };
    },
    tell(word: ToDoor) {
      switch (word.tell) {
        case 'office':
          office = word;
          for (const zone of frames.keys()) if (!word.zones.some(({ id }) => id === zone)) frames.delete(zone);
          for (const stream of streams) write(stream, event('office', word.text));
          break;
        case 'frame':
          frames.set(word.zone, word.text);
          for (const stream of streams) if (stream.zone === word.zone) write(stream, event('frame', word.text));
          break;
        case 'beat':
          for (const stream of streams) {
            const { behindSince } = stream;
            if (behindSince === undefined) write(stream, event('beat', word.text));
            else if (monotonic() - behindSince > slowestMs) {
              streams.delete(stream);
              stream.reader.cut();
            }
          }
          break;
      }
    },
  };
}
