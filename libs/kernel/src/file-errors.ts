import { StorageFull, StoreUnavailable } from './event-store.js';

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What the file system says, in our words: `StorageFull` or `StoreUnavailable`; everything else passes through. */
export const fileFault = (error: unknown): unknown => {
  const { code, message } = error as { code?: unknown; message: string };
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error;
  return FULL.has(code) ? new StorageFull('the disk is full', { cause: error }) : new StoreUnavailable(message, { cause: error });
};

/** Does the work and says what goes wrong in our words. */
export const onDisk = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw fileFault(error);
  }
};

/** The same for work that ends in the same turn of the event loop. */
export const onDiskNow = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw fileFault(error);
  }
};
