import type { ChildProcess } from 'node:child_process';

/** What a fault may touch: the hub's namespace, the device there, and the hub itself. */
export interface Ground {
  /** Runs a program in the hub's namespace. */
  readonly inHub: (command: string, ...args: readonly string[]) => void;
  readonly device: string;
  readonly port: number;
  readonly hub: () => ChildProcess;
  readonly restart: () => Promise<void>;
}

export interface Fault {
  readonly name: string;
  readonly begin: (ground: Ground) => Promise<void> | void;
  /** Undoes it; rules of the firewall are taken away in any case. */
  readonly end?: (ground: Ground) => Promise<void> | void;
  /** Does it over and over: so many Ms on, so many off. */
  readonly flapsMs?: number;
}

const hooks = { in: 'input', out: 'output' } as const;

/** Rules in a table of their own on the named hooks; `what` is the match and the verdict. */
function rule({ inHub }: Ground, what: string, on: readonly (keyof typeof hooks)[] = ['in', 'out']): void {
  inHub('nft', 'add', 'table', 'inet', 'fault');
  for (const one of on) {
    inHub('nft', 'add', 'chain', 'inet', 'fault', one, `{ type filter hook ${hooks[one]} priority -300 ; }`);
    inHub('nft', 'add', 'rule', 'inet', 'fault', one, ...what.split(' '));
  }
}
export function clearRules({ inHub }: Pick<Ground, 'inHub'>): void {
  try {
    inHub('nft', 'delete', 'table', 'inet', 'fault');
  } catch {
    // There was none.
  }
}

const loss = (permille: number, on?: readonly (keyof typeof hooks)[]) => (ground: Ground) =>
  rule(ground, `meta l4proto tcp numgen random mod 1000 < ${permille} drop`, on);
const cable = {
  begin: ({ inHub, device }: Ground) => inHub('ip', 'link', 'set', device, 'down'),
  end: ({ inHub, device }: Ground) => inHub('ip', 'link', 'set', device, 'up'),
};
const slow = (rate: string) => ({
  begin: ({ inHub, device }: Ground) =>
    inHub('tc', 'qdisc', 'add', 'dev', device, 'root', 'tbf', 'rate', rate, 'burst', '4kb', 'latency', '400ms'),
  end: ({ inHub, device }: Ground) => inHub('tc', 'qdisc', 'del', 'dev', device, 'root'),
});
const reset = (ground: Ground) => rule(ground, `tcp dport ${ground.port} reject with tcp reset`, ['in']);
const partition = (ground: Ground) => rule(ground, 'meta l4proto tcp drop');
const kill = ({ hub }: Ground) => void hub().kill('SIGKILL');
const revive = ({ restart }: Ground) => restart();

/** Network faults of the rig: everything a switch, a cable, a firewall or a dying hub does to an office. */
export const faults: readonly Fault[] = [
  { name: 'loses one packet in ten', begin: loss(100) },
  { name: 'loses three packets in ten', begin: loss(300) },
  { name: 'loses six packets in ten', begin: loss(600) },
  { name: 'loses half of what comes in', begin: loss(500, ['in']) },
  { name: 'loses half of what goes out', begin: loss(500, ['out']) },
  { name: 'partition', begin: partition },
  { name: 'half-open, the hub hears nothing', begin: (ground) => rule(ground, 'meta l4proto tcp drop', ['in']) },
  { name: 'half-open, the hub is not heard', begin: (ground) => rule(ground, 'meta l4proto tcp drop', ['out']) },
  { name: 'every connection is reset', begin: reset },
  { name: 'refused by a router', begin: (ground) => rule(ground, `tcp dport ${ground.port} reject`, ['in']) },
  { name: 'no new connections', begin: (ground) => rule(ground, 'tcp flags syn drop', ['in']) },
  { name: 'only small packets pass', begin: (ground) => rule(ground, 'meta length > 300 drop') },
  {
    name: 'only large packets pass',
    begin: (ground) => rule(ground, 'meta l4proto tcp meta length < 100 drop', ['out']),
  },
  { name: 'cable pulled', ...cable },
  { name: '256 kbit/s', ...slow('256kbit') },
  { name: '32 kbit/s', ...slow('32kbit') },
  { name: 'cable with a loose contact', ...cable, flapsMs: 700 },
  { name: 'partitions that come and go', begin: partition, flapsMs: 900 },
  { name: 'resets that come and go', begin: reset, flapsMs: 500 },
  { name: 'hub killed', begin: kill, end: revive },
  {
    name: 'hub frozen',
    begin: ({ hub }) => void hub().kill('SIGSTOP'),
    end: ({ hub }) => void hub().kill('SIGCONT'),
  },
  {
    name: 'hub killed behind a bad line',
    begin: (ground) => {
      loss(300)(ground);
      kill(ground);
    },
    end: revive,
  },
  {
    name: 'hub killed behind a half-open line',
    begin: (ground) => {
      rule(ground, 'meta l4proto tcp drop', ['out']);
      kill(ground);
    },
    end: revive,
  },
  {
    name: 'cable pulled and hub killed',
    begin: (ground) => {
      cable.begin(ground);
      kill(ground);
    },
    end: async (ground) => {
      cable.end(ground);
      await ground.restart();
    },
  },
];
