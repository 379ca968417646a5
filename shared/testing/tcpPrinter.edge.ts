import { createServer, type AddressInfo } from 'node:net';

/** A printer on the network as it is met: it talks while it is being talked to. */
export interface TcpPrinter {
  readonly uri: string;
  /** The bytes of each job whose end the printer saw. */
  readonly jobs: Buffer[];
  /** Jobs that ended in a reset. */
  readonly broken: Buffer[];
  close(): Promise<void>;
}

export interface TcpPrinterManner {
  /** Status bytes sent on connecting and on each piece of data. */
  readonly chatty?: boolean;
  /** Time before it reads. */
  readonly slowMs?: number;
  /** Hangs up after this many bytes. */
  readonly hangUpAfter?: number;
  /** Never closes its end. */
  readonly keepsOpen?: boolean;
}

export async function startTcpPrinter(manner: TcpPrinterManner = {}): Promise<TcpPrinter> {
  const jobs: Buffer[] = [];
  const broken: Buffer[] = [];
  const status = Buffer.from([0x12, 0x12, 0x12, 0x12]);
  const server = createServer({ allowHalfOpen: manner.keepsOpen ?? false, pauseOnConnect: true }, (socket) => {
    const parts: Buffer[] = [];
    if (manner.chatty) socket.write(status);
    setTimeout(() => socket.resume(), manner.slowMs ?? 0);
    socket.on('data', (part) => {
      parts.push(part);
      if (manner.chatty && socket.writable) socket.write(status);
      const so = Buffer.concat(parts).length;
      if (manner.hangUpAfter !== undefined && so >= manner.hangUpAfter) socket.resetAndDestroy();
    });
    socket.on('end', () => jobs.push(Buffer.concat(parts)));
    socket.on('error', () => broken.push(Buffer.concat(parts)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    uri: `tcp://127.0.0.1:${port}`,
    jobs,
    broken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
