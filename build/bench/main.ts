import { cpus, loadavg } from 'node:os';
import { ack, rate } from './ack.ts';
import { boot } from './boot.ts';
import { replay, views } from './core.ts';
import { heading, missed, row, type Figure } from './figures.ts';
import { clean } from './processes.ts';
import { displays } from './displays.ts';
import { finger } from './finger.ts';
import { forecast } from './forecast.ts';
import { foresight } from './foresight.ts';
import { followed } from './followed.ts';
import { pages } from './pages.ts';
import { push } from './push.ts';
import { storm } from './storm.ts';
import { tv } from './tvMemory.ts';
import { watch } from './watch.ts';

const quick = process.argv.includes('--quick');
const full = process.argv.includes('--full');
const benches: { readonly [name: string]: () => Promise<readonly Figure[]> } = {
  replay,
  views,
  ack,
  rate,
  watch,
  followed,
  push,
  storm: () => storm({ quick }),
  boot,
  displays,
  tv: () => tv({ quick }),
  pages,
  forecast,
  foresight: () => foresight({ quick }),
  finger: () => finger({ quick, full }),
};
/** The event loop and the memory are looked at in one storm. */
const others: { readonly [name: string]: string } = { loop: 'storm', memory: 'storm' };

const asked = process.argv.slice(2).filter((one) => one !== '--quick' && one !== '--full');
const names = asked.length === 0 ? Object.keys(benches) : [...new Set(asked.map((one) => others[one] ?? one))];
const unknown = names.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  const known = [...Object.keys(benches), ...Object.keys(others)].join(', ');
  process.stderr.write(
    `There is no bench ${unknown}; there are ${known}. --quick waits 5 s for the memory, not 60; --full presses 12 times a minute.\n`,
  );
  process.exit(2);
}
const load = () => loadavg()[0]?.toFixed(1);
const say = (line: string) => void process.stdout.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void clean().finally(() => process.exit(1)));

say(`${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`);
let missing = 0;
try {
  for (const name of names) {
    const before = load();
    const figures = await (benches[name] as (typeof benches)[string])();
    say(`\n${name} (load average ${before} before, ${load()} after)\n${heading}`);
    for (const figure of figures) say(row(figure));
    missing += missed(figures);
  }
} finally {
  await clean();
}
say(missing === 0 ? '\nAll goals met.' : `\n${missing} of the goals missed.`);
process.exitCode = missing === 0 ? 0 : 1;
