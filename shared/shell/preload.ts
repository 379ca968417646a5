import { contextBridge, ipcRenderer } from 'electron';
import { callsOver, type CallName } from './calls.ts';

/** All that a page gets of the shell: these calls, at `window.antrean`. */
export function expose(names: readonly CallName[]): void {
  contextBridge.exposeInMainWorld(
    'antrean',
    callsOver(names, (channel, args) => ipcRenderer.invoke(channel, ...args)),
  );
}
