import { join } from 'node:path';
import { kioskPass } from './office.ts';
import { run, tempFolder, type Running } from './processes.ts';

/** The first kiosk of the bench's office, as `npm run kiosk` starts it; without a printer's address it has the virtual one. */
export function runKiosk(hub: string, printer?: string): Promise<Running> {
  const dir = tempFolder();
  const { token, device } = kioskPass(0);
  const flags = ['--hub', hub, '--data', join(dir, 'data'), '--port', '0', '--token', token, '--device', device];
  return run('apps/kiosk/main.ts', [...flags, '--printer', printer ?? `virtual:${join(dir, 'slips')}`], dir);
}
