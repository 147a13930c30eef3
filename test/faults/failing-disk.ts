import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

/** `full`: nothing can be written. `broken`: what is written never reaches the disk, and fsync says so. */
export type DiskState = 'well' | 'full' | 'broken';

let current: {folder: string; state: DiskState} | undefined;

/** A layer between this process and the disk, for what lies in the folder. */
export function failingDisk(folder: string, state: DiskState): void {
  if (!current) install();
  current = {folder: fs.realpathSync(folder), state};
}

function install(): void {
  const {writeSync, fsyncSync} = fs;
  fs.writeSync = ((descriptor: number, ...rest: [string]) => {
    if (current?.state === 'full' && isInFolder(descriptor)) throw failure('ENOSPC', 'write');
    return writeSync(descriptor, ...rest);
  }) as typeof fs.writeSync;
  fs.fsyncSync = (descriptor) => {
    if (current?.state === 'broken' && isInFolder(descriptor)) throw failure('EIO', 'fsync');
    fsyncSync(descriptor);
  };
  syncBuiltinESMExports();
}

function isInFolder(descriptor: number): boolean {
  return fs.readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(current!.folder);
}

function failure(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}, ${syscall}`), {code, syscall});
}
