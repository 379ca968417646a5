import { closeSync, fsyncSync, openSync, statfsSync } from 'node:fs';

/** Makes the names in a folder last over a power cut. Windows has no such call and keeps them by itself. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** A folder that is there is on a network share, whose locks and flushes cannot be trusted. */
export function isOnNetworkShare(dir: string): boolean {
  return process.platform !== 'win32' && isNetworkDisk(statfsSync(dir).type);
}

/** File system types of Linux: NFS, SMB, CIFS, SMB2, Ceph, 9p, AFS, Coda; FUSE's sshfs cannot be told from local FUSE. */
export function isNetworkDisk(type: number): boolean {
  const types = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x00c36400, 0x01021997, 0x5346414f, 0x73757245];
  return types.includes(type >>> 0);
}
