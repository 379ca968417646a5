import { savedSettings } from '../../shared/settingsFile.edge.ts';
import { startKiosk } from './program.edge.ts';
import { kioskSettings } from './settings.ts';

const settings = kioskSettings(process.argv.slice(2), process.env, savedSettings);
if (!settings.ok) stop(settings.error);
const started = await startKiosk(settings.value);
if (!started.ok) stop(started.error);
const program = started.value;
process.stdout.write(`antrean kiosk ready ${program.url}\n`);

/** What an attendant's restart ends with: who keeps this program running starts it again (EX_TEMPFAIL). */
const restartCode = 75;

let stopping = false;
function end(code: number): void {
  if (stopping) return;
  stopping = true;
  void program.close().then(() => process.exit(code));
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));
void program.restartAsked.then(() => end(restartCode));

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
