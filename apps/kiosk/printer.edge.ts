import { constants, mkdirSync, readdirSync, readFileSync, writeFileSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../shared/basics.ts';
import { paperSvg } from '../../shared/testing/escpos.ts';
import { columnsOf, type Paper } from './slip.ts';

/**
 * What is known of a job, and no more: `sent` left this machine whole; `failed` never began, so nothing can have been
 * printed; `uncertain` is anything between, and only a person can look.
 */
export type PrintOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'uncertain'; readonly why: string };

export interface Printer {
  /** As it was asked for, for the log. */
  readonly uri: string;
  /** Never tries twice by itself: a second try is a second slip. */
  print(bytes: Uint8Array): Promise<PrintOutcome>;
  /** Where a virtual printer puts its slips. */
  readonly slips?: SlipFolder;
}

export interface SlipFolder {
  /** Names without their ending, oldest first. */
  list(): readonly string[];
  /** The bytes of `001.svg` or `001.bin`; undefined where there is no such slip. */
  read(name: string): Buffer | undefined;
}

const connectMs = 3_000;
const sendMs = 8_000;
/** A printer that keeps its end open after ours: the bytes are with it, and nothing more will be known. */
const lingerMs = 1_500;

/** An error is a sentence that says what a printer address looks like. */
export function openPrinter(uri: string, paper: Paper): Result<Printer, string> {
  const tcp = /^tcp:\/\/(\[[0-9a-fA-F:]+\]|[^:/[\]]+):(\d{1,5})\/?$/.exec(uri);
  if (tcp) {
    const port = Number(tcp[2]);
    if (port < 1 || port > 65_535) return err(`--printer ${uri} has no port from 1 to 65535.`);
    const host = String(tcp[1]).replace(/^\[|\]$/g, '');
    return ok({ uri, print: (bytes) => printToSocket(host, port, bytes) });
  }
  const file = /^file:\/\/(\/.+)$/.exec(uri)?.[1];
  if (file !== undefined) return ok({ uri, print: (bytes) => printToDevice(file, bytes) });
  const folder = /^virtual:(.+)$/.exec(uri)?.[1];
  if (folder !== undefined) return virtualPrinter(uri, folder, paper);
  return err(`--printer must be tcp://HOST:PORT, file:///dev/usb/lp0 or virtual:FOLDER, not ${uri}.`);
}

/** Half-close and read to the end: closing on unread status bytes would cut the slip off (a reset). */
function printToSocket(host: string, port: number, bytes: Uint8Array): Promise<PrintOutcome> {
  return new Promise((resolve) => {
    let state: 'connecting' | 'sending' | 'sent' = 'connecting';
    let timer: ReturnType<typeof setTimeout>;
    const socket = connect({ host, port });
    const settle = (outcome: PrintOutcome) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const limit = (ms: number, outcome: () => PrintOutcome) => {
      clearTimeout(timer);
      timer = setTimeout(() => settle(outcome()), ms);
    };
    limit(connectMs, () => ({ kind: 'failed', why: `no answer from ${host}:${port}` }));
    socket.on('connect', () => {
      state = 'sending';
      limit(sendMs, () => ({ kind: 'uncertain', why: 'the printer stopped taking data' }));
      socket.end(bytes, () => {
        state = 'sent';
        limit(lingerMs, () => ({ kind: 'sent' }));
      });
    });
    socket.resume(); // status bytes are read and dropped
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const why = error.code ?? error.message;
      settle(state === 'connecting' ? { kind: 'failed', why } : { kind: 'uncertain', why });
    });
    socket.on('close', () =>
      settle(state === 'sent' ? { kind: 'sent' } : { kind: 'uncertain', why: 'the printer hung up' }),
    );
  });
}

/** Opened without creating: a missing device must not become a file full of slips. */
async function printToDevice(path: string, bytes: Uint8Array): Promise<PrintOutcome> {
  let device;
  try {
    device = await open(path, constants.O_WRONLY | constants.O_NOCTTY);
  } catch (error) {
    return { kind: 'failed', why: whyOf(error) };
  }
  let written = 0;
  try {
    while (written < bytes.length) written += (await device.write(bytes, written)).bytesWritten;
    return { kind: 'sent' };
  } catch (error) {
    return { kind: written === 0 ? 'failed' : 'uncertain', why: whyOf(error) };
  } finally {
    await device.close().catch(() => undefined);
  }
}

function whyOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return code ?? message ?? String(error);
}

function virtualPrinter(uri: string, folder: string, paper: Paper): Result<Printer, string> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    return err(`--printer ${uri}: the folder cannot be made (${whyOf(error)}).`);
  }
  const list = () =>
    readdirSync(folder)
      .flatMap((name) => /^(\d{3,})\.bin$/.exec(name)?.[1] ?? [])
      .toSorted((a, b) => Number(a) - Number(b));
  const put = (name: string, bytes: Uint8Array | string) => {
    const half = join(folder, `.${name}`);
    writeFileSync(half, bytes);
    renameSync(half, join(folder, name));
  };
  return ok({
    uri,
    print: (bytes) => {
      try {
        const name = String(Number(list().at(-1) ?? 0) + 1).padStart(3, '0');
        put(`${name}.svg`, paperSvg(bytes, columnsOf[paper]));
        put(`${name}.bin`, bytes);
        return Promise.resolve({ kind: 'sent' as const });
      } catch (error) {
        return Promise.resolve({ kind: 'failed' as const, why: whyOf(error) });
      }
    },
    slips: {
      list,
      read: (name) => {
        if (!/^\d{3,}\.(svg|bin)$/.test(name)) return undefined;
        try {
          return readFileSync(join(folder, basename(name)));
        } catch {
          return undefined;
        }
      },
    },
  });
}
