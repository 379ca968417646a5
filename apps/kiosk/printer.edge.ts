import { mkdirSync, readdirSync, readFileSync, writeFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../shared/basics.ts';
import { paperSvg } from '../../shared/testing/escpos.ts';
import type { Printer } from './printer.ts';
import { printerAt } from './printer/bench.edge.ts';
import { deviceWire, socketWire, whyOf } from './printer/wires.edge.ts';
import { columnsOf, type Paper } from './slip.ts';

/** An error is a sentence that says what a printer address looks like. Nothing is opened before the first job or look. */
export function openPrinter(uri: string, paper: Paper): Result<Printer, string> {
  const tcp = /^tcp:\/\/(\[[0-9a-fA-F:]+\]|[^:/[\]]+):(\d{1,5})\/?$/.exec(uri);
  if (tcp) {
    const port = Number(tcp[2]);
    if (port < 1 || port > 65_535) return err(`--printer ${uri} has no port from 1 to 65535.`);
    const host = String(tcp[1]).replace(/^\[|\]$/g, '');
    return ok(printerAt(uri, socketWire(host, port)));
  }
  const file = /^file:\/\/(\/.+)$/.exec(uri)?.[1];
  if (file !== undefined) return ok(printerAt(uri, deviceWire(file)));
  const folder = /^virtual:(.+)$/.exec(uri)?.[1];
  if (folder !== undefined) return virtualPrinter(uri, folder, paper);
  return err(`--printer must be tcp://HOST:PORT, file:///dev/usb/lp0 or virtual:FOLDER, not ${uri}.`);
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
        return Promise.resolve({ kind: 'fenced' as const });
      } catch (error) {
        return Promise.resolve({ kind: 'failed' as const, why: whyOf(error) });
      }
    },
    status: () => Promise.resolve('ready'),
    close: () => undefined,
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
