import { StorageFull, StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { BackupError } from '@hewu/platform/src/backup.js';
import { ConfigError } from '@hewu/platform/src/config.js';

/** What an operator is told when a command comes to nothing: one line, and for programs a code that stays the same. */
export type OperatorProblem = { readonly code: string; readonly message: string };

/** What was asked cannot be done, and why. */
export class OperatorError extends Error implements OperatorProblem {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What systems say about files, in words. */
const OF_FILES: Readonly<Record<string, string>> = {
  EEXIST: 'is there already', ENOENT: 'is not there, or the folder that it is to lie in is not', ENOTDIR: 'lies in something that is no folder', EISDIR: 'is a folder',
  EACCES: 'may not be read or written by this user', EPERM: 'may not be read or written by this user', EROFS: 'lies on a disk that takes no writes', ENOSPC: 'does not fit on the disk, which is full', ENAMETOOLONG: 'has a name that is too long',
};

/** Never throws. A fault that nobody foresaw has the code `failed` and is told in its own words. */
export const problemOf = (error: unknown): OperatorProblem => {
  if (error instanceof OperatorError) return { code: error.code, message: error.message };
  if (error instanceof BackupError) return { code: 'backup_unusable', message: error.message };
  if (error instanceof ConfigError) return { code: 'config_invalid', message: error.message };
  if (error instanceof StorageFull) return { code: 'storage_full', message: error.message };
  if (error instanceof StoreUnavailable) return { code: 'store_unavailable', message: error.message };
  const { code, path, message } = error as { code?: unknown; path?: unknown; message?: unknown };
  const said = typeof code === 'string' ? OF_FILES[code] : undefined;
  if (said && typeof path === 'string') return { code: 'file_unusable', message: `"${path}" ${said}` };
  return { code: 'failed', message: typeof message === 'string' && message !== '' ? message : String(error) };
};
