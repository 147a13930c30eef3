import * as fs from 'node:fs';
import * as path from 'node:path';
import {PGlite} from '@electric-sql/pglite';
import {NodeFS} from '@electric-sql/pglite/nodefs';
import {openPglite} from './database.js';
import {lockFolder} from './folder-lock.js';
import type {Database} from './database.js';

/**
 * PGlite's folder file system, with an fsync. Without it Emscripten answers "done" and nothing reaches the
 * disk: an acknowledged message could be lost with the power (upstream issue 1107; can go when that is fixed).
 */
class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>) {
    const {emscriptenOpts} = await super.init(...args);
    const preRun = emscriptenOpts.preRun;
    const addFsync = (module: {NODEFS: {stream_ops: Record<string, unknown>}}) => {
      module.NODEFS.stream_ops.fsync = ({nfd}: {nfd: number}) => {
        try {
          fs.fsyncSync(nfd);
          return 0;
        } catch {
          return WASI_EIO;
        }
      };
    };
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [...(Array.isArray(preRun) ? preRun : []), addFsync],
      } as typeof emscriptenOpts,
    };
  }
}

const WASI_EIO = 29;
/** A segment of PostgreSQL's log and some more: what it may need to recover. */
const RECOVERY_BYTES = 20 * 1024 * 1024;

export interface FolderDatabase {
  db: Database;
  /** Closes the database, then lets go of the folder. */
  close(): Promise<void>;
}

/**
 * Opens the database in a folder, making it where needed. Every commit is on the disk before it is answered.
 * Throws FolderInUseError while another process has the folder.
 */
export async function openFolder(folder: string): Promise<FolderDatabase> {
  fs.mkdirSync(folder, {recursive: true});
  const unlock = await lockFolder(folder);
  try {
    const db = await openPglite(() => {
      checkDisk(folder);
      return {
        fs: new DurableNodeFS(path.join(folder, 'pg')),
        // PGlite starts with -F, which is fsync off.
        startParams: [
          ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
          '-c',
          'wal_sync_method=fsync',
        ],
      };
    });
    return {
      db,
      async close() {
        await db.destroy();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** Throws where the disk is full or broken: PGlite that starts on such a one hangs, and this process with it. */
function checkDisk(folder: string): void {
  const file = path.join(folder, 'space-check');
  const descriptor = fs.openSync(file, 'w');
  try {
    fs.writeSync(descriptor, Buffer.alloc(RECOVERY_BYTES));
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
    fs.rmSync(file, {force: true});
  }
}
