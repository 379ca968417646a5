import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { startHub } from '../../apps/hub/program.edge.ts';
import { hubSettings } from '../../apps/hub/settings.ts';

/** The hub as it is on its disk, but with nobody who forecasts: what the forecast thread costs is the difference. */
const settings = hubSettings(process.argv.slice(2), {});
if (!settings.ok) throw new Error(settings.error);
const started = await startHub(settings.value, { journal: openJournal({ dir: settings.value.data }) });
if (!started.ok) throw new Error(started.error);
process.stdout.write(`antrean hub ready ${started.value.url}\n`);
process.on('SIGTERM', () => void started.value.close().then(() => process.exit(0)));
