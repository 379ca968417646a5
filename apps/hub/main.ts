import { doctorProgram } from './doctor/doctor.edge.ts';
import { followProgram } from './followProgram.edge.ts';
import { restoreProgram } from './restoreProgram.edge.ts';
import { startHub } from './program.edge.ts';
import { hubSettings } from './settings.ts';
import { savedSettings } from '../../shared/settingsFile.edge.ts';

if (process.argv[2] === 'follow') await followProgram(process.argv.slice(3));
if (process.argv[2] === 'doctor') await doctorProgram(process.argv.slice(3));
if (process.argv[2] === 'restore') await restoreProgram(process.argv.slice(3));
const settings = hubSettings(process.argv.slice(2), process.env, savedSettings);
if (!settings.ok) stop(settings.error);
const started = await startHub(settings.value);
if (!started.ok) stop(started.error);
const program = started.value;
if (settings.value.office === undefined)
  process.stderr.write('No --office given: a new data folder starts with the demo office, open at all hours.\n');
process.stdout.write(`antrean hub ready ${program.url}\n`);

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
