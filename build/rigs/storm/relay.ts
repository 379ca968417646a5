import { connect, createServer, type AddressInfo } from 'node:net';

/** A line between screens and hub, which its parent freezes as a partition: `relay HOST PORT`; says its own port. */
const [host = '', port = ''] = process.argv.slice(2);
const server = createServer({ allowHalfOpen: true }, (near) => {
  const far = connect({ host, port: Number(port), allowHalfOpen: true });
  near.pipe(far).pipe(near);
  near.on('error', () => far.destroy());
  far.on('error', () => near.destroy());
  near.on('close', () => far.destroy());
  far.on('close', () => near.destroy());
});
server.listen({ host: '127.0.0.1', port: 0, backlog: 1_024 }, () =>
  process.send?.((server.address() as AddressInfo).port),
);
process.on('disconnect', () => process.exit(0));
