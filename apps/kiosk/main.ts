import { startKiosk } from './program.edge.ts';
import { kioskSettings } from './settings.ts';

const settings = kioskSettings(process.argv.slice(2), process.env);
if (!settings.ok) stop(settings.error);
const started = await startKiosk(settings.value);
if (!started.ok) stop(started.error);
const program = started.value;
process.stdout.write(`antrean kiosk ready ${program.url}\n`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void program.close().then(() => process.exit(0));
  });

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
