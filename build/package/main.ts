import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktopApps } from '../desktop.config.ts';
import { bundleDesktop } from '../desktopBundle.ts';
import { builderConfig, packagesOf } from '../electron-builder.config.ts';
import { installPackingTools, type Builder } from './tools.ts';

const usage = 'npm run package -- kiosk|counter|display linux|win [--dir] [--electron FOLDER]';

const [asked, platform, ...flags] = process.argv.slice(2);
const app = desktopApps.find((one) => one === asked);
if (app === undefined) stop(`Say which program: ${usage}.`);
if (platform !== 'linux' && platform !== 'win') stop(`Say for which system: ${usage}.`);
let dir = false;
let electron: string | undefined;
for (let i = 0; i < flags.length; i++) {
  if (flags[i] === '--dir') dir = true;
  else if (flags[i] === '--electron' && existsSync(flags[i + 1] ?? '')) electron = flags[++i];
  else stop(`Unknown or incomplete setting ${flags[i]}: ${usage}.`);
}

const tools = installPackingTools();
if (!tools.ok) stop(tools.error);
const builder = tools.value('electron-builder') as Builder;
await bundleDesktop([app]);
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../node_modules/electron/package.json'), 'utf8'),
) as { readonly version: string };
const [system, installer] = platform === 'win' ? [builder.Platform.WINDOWS, 'nsis'] : [builder.Platform.LINUX, 'deb'];
await builder.build({
  targets: system.createTarget([dir ? 'dir' : installer]),
  config: { ...builderConfig(app, version), ...(electron === undefined ? {} : { electronDist: electron }) },
});
process.stdout.write(`antrean ${app} packed ${packagesOf(app)}\n`);

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
