import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { JobEvent } from './job.ts';

/** A way to a printer, for one job; what happens to it is reported, and nothing after `release`. */
export interface Wire {
  connect(): void;
  write(bytes: Uint8Array): void;
  halfClose(): void;
  release(): void;
}
export type OpenWire = (report: (event: JobEvent) => void) => Wire;

/** A printer on the network, port 9100 style. */
export const socketWire =
  (host: string, port: number): OpenWire =>
  (report) => {
    let socket: Socket | undefined;
    let isConnected = false;
    let pending = 0;
    return {
      connect() {
        socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
        socket.on('connect', () => {
          isConnected = true;
          report({ kind: 'connected', canAnswer: true });
        });
        socket.on('data', (bytes: Buffer) => report({ kind: 'data', bytes }));
        socket.on('end', () => report({ kind: 'ended' }));
        socket.on('error', (error) => report({ kind: isConnected ? 'broken' : 'refused', why: whyOf(error) }));
      },
      write(bytes) {
        pending += 1;
        socket?.write(bytes, (error) => {
          pending -= 1;
          if (!error && pending === 0) report({ kind: 'written' });
        });
      },
      halfClose: () => void socket?.end(),
      release: () => void socket?.destroy(),
    };
  };

const pollMs = 10;

/**
 * A device file, never created: a missing device must not become a file full of slips. Where it can be read too, it is
 * asked as a printer on the network is; where not, bytes are handed over and no more is known.
 */
export const deviceWire =
  (path: string): OpenWire =>
  (report) => {
    let device: FileHandle | undefined;
    let canAnswer = false;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let writing: Promise<void> = Promise.resolve();

    async function begin() {
      try {
        ({ device, canAnswer } = await openDevice(path));
      } catch (error) {
        return report({ kind: 'refused', why: whyOf(error) });
      }
      if (isOver) return void device.close().catch(() => undefined);
      report({ kind: 'connected', canAnswer });
      if (canAnswer) poll(device);
    }

    function poll(from: FileHandle) {
      if (isOver) return;
      from
        .read(Buffer.alloc(256))
        .then(
          ({ bytesRead, buffer }) => bytesRead > 0 && report({ kind: 'data', bytes: buffer.subarray(0, bytesRead) }),
          () => undefined, // EAGAIN: nothing said yet; a broken device is met by the next write
        )
        .finally(() => {
          if (!isOver) timer = setTimeout(() => poll(from), pollMs);
        });
    }

    async function put(bytes: Uint8Array) {
      let taken = 0;
      while (device && !isOver && taken < bytes.length) {
        try {
          taken += (await device.write(bytes, taken)).bytesWritten;
        } catch (error) {
          if (whyOf(error) !== 'EAGAIN') return report({ kind: taken === 0 ? 'refused' : 'broken', why: whyOf(error) });
          await new Promise((resolve) => setTimeout(resolve, pollMs));
        }
      }
      if (!isOver) report({ kind: 'written' });
    }

    return {
      connect: () => void begin(),
      write(bytes) {
        writing = writing.then(() => put(bytes));
      },
      // Closing a USB printer takes back what is still on its way, so one that is asked is left open for a while.
      halfClose: () => {
        if (!canAnswer) report({ kind: 'ended' });
      },
      release() {
        isOver = true;
        clearTimeout(timer);
        device?.close().catch(() => undefined);
      },
    };
  };

async function openDevice(path: string): Promise<{ readonly device: FileHandle; readonly canAnswer: boolean }> {
  const { O_RDWR, O_WRONLY, O_NOCTTY, O_NONBLOCK } = constants;
  const kind: Stats = await stat(path);
  if (kind.isCharacterDevice())
    try {
      return { device: await open(path, O_RDWR | O_NOCTTY | O_NONBLOCK), canAnswer: true };
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(whyOf(error))) throw error;
    }
  return { device: await open(path, O_WRONLY | O_NOCTTY), canAnswer: false };
}

/** The error's code, or its sentence. */
export function whyOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return code ?? message ?? String(error);
}
