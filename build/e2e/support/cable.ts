import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { closeLater } from './hubProgram.ts';

/** A network cable between a screen and its hub that can be pulled and put back. */
export async function cable(url: string) {
  const { hostname, port } = new URL(url);
  const ends = new Set<Socket>();
  let plugged = true;
  let goal = Number(port);
  const server = createServer((near) => {
    if (!plugged) {
      near.destroy();
      return;
    }
    const far = connect(goal, hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const pull = () => {
    plugged = false;
    for (const end of ends) end.destroy();
  };
  closeLater(async () => {
    pull();
    server.close();
    await once(server, 'close');
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pull,
    /** Back in its place, or in that of a hub at another address. */
    plug(to = url) {
      goal = Number(new URL(to).port);
      plugged = true;
    },
  };
}
