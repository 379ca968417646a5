import { createServer, type AddressInfo, type Socket } from 'node:net';
import { EscPosPrinter, goodPrinter, type Fault, type PrinterNature } from './escposPrinter.ts';

/** A printer on the network as it is met: it talks while it is being talked to. */
export interface TcpPrinter {
  readonly uri: string;
  readonly printer: EscPosPrinter;
  /** The bytes of each slip that came out whole. */
  readonly jobs: readonly Buffer[];
  /** Connections that ended in a reset. */
  readonly resets: string[];
  /** Connections there have been. */
  readonly visits: { readonly count: number; readonly mostAtOnce: number };
  close(): Promise<void>;
}

export interface TcpPrinterManner {
  /** Says its state on connecting and on each piece of data. */
  readonly chatty?: boolean;
  readonly nature?: Partial<PrinterNature>;
  readonly fault?: Fault;
  /** Time before it reads. */
  readonly slowMs?: number;
  /** Bytes it works through in 5 ms. */
  readonly worksPerStep?: number;
  /** Hangs up after this many bytes. */
  readonly hangUpAfter?: number;
  /** Never closes its end. */
  readonly keepsOpen?: boolean;
}

const stepMs = 5;

export async function startTcpPrinter(manner: TcpPrinterManner = {}): Promise<TcpPrinter> {
  const printer = new EscPosPrinter({
    ...goodPrinter,
    bufferBytes: 1_000_000,
    chatty: manner.chatty ?? false,
    ...manner.nature,
  });
  if (manner.fault) printer.befall(manner.fault);
  const resets: string[] = [];
  const visits = { count: 0, mostAtOnce: 0 };
  const open = new Set<Socket>();
  const say = () => {
    const said = printer.takeReplies();
    if (said.length > 0) for (const socket of open) if (socket.writable) socket.write(said);
    if (printer.takeLostPower()) for (const socket of open) socket.resetAndDestroy();
  };
  const motor = setInterval(() => {
    printer.work(manner.worksPerStep ?? 2_000);
    say();
  }, stepMs);
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    let taken = 0;
    open.add(socket);
    visits.count += 1;
    visits.mostAtOnce = Math.max(visits.mostAtOnce, open.size);
    printer.connected();
    say();
    const timer = setTimeout(() => socket.resume(), manner.slowMs ?? 0);
    socket.on('data', (part) => {
      taken += part.length;
      printer.receive(part);
      say();
      if (manner.hangUpAfter !== undefined && taken >= manner.hangUpAfter) socket.resetAndDestroy();
    });
    socket.on('end', () => {
      if (!manner.keepsOpen) socket.end();
    });
    socket.on('error', (error) => resets.push(error.message));
    socket.on('close', () => {
      clearTimeout(timer);
      open.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    uri: `tcp://127.0.0.1:${port}`,
    printer,
    jobs: printer.slips,
    resets,
    visits,
    close() {
      clearInterval(motor);
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
