import { types } from 'node:util';
import { mongo } from 'mongoose';
import { StorageFull, StoreUnavailable } from './event-store.js';

const DUPLICATE_KEY = 11_000;
const NAMESPACE_NOT_FOUND = 26;
const OUT_OF_DISK_SPACE = 14_031;

/** Codes with which a server or its replica set says "not now" (MongoDB's error_codes.yml and its rules for finding servers). */
const NOT_NOW: ReadonlySet<number> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout: not yet on a majority; asking again is safe, since every write is guarded
  89, // NetworkTimeout
  91, // ShutdownInProgress
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  262, // ExceededTimeLimit
  9_001, // SocketException
  10_107, // NotWritablePrimary
  11_600, // InterruptedAtShutdown
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
]);

/** Errors of the driver about the way to the server; time-outs and broken sockets are kinds of the first. */
const ON_THE_WAY = [mongo.MongoNetworkError, mongo.MongoSystemError, mongo.MongoNotConnectedError, mongo.MongoOperationTimeoutError, mongo.MongoServerClosedError, mongo.MongoTopologyClosedError] as const;

/** Node's own words for a socket that broke: when the server has just hung up, the driver passes them on as they are [seen in 7.8.0]. */
const BROKEN_SOCKET: ReadonlySet<unknown> = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/** What MongoDB's refusals are in our words; everything else passes through. */
export const mongoFault = (error: unknown): unknown => {
  // Asked of Node, because an error of its own may be one of another realm.
  if (!types.isNativeError(error) || error instanceof StoreUnavailable || error instanceof StorageFull) return error;
  const codes = codesOf(error);
  if (codes.includes(OUT_OF_DISK_SPACE)) return new StorageFull('the disk of MongoDB is full', { cause: error });
  const away = codes.some((code) => NOT_NOW.has(code)) || brokeOnTheWay(unwrapped(error));
  return away ? new StoreUnavailable(`MongoDB cannot be reached: ${error.message}`, { cause: error }) : error;
};

const brokeOnTheWay = (error: Error): boolean =>
  ON_THE_WAY.some((kind) => error instanceof kind) || error.name === 'MongooseServerSelectionError' || BROKEN_SOCKET.has((error as { code?: unknown }).code);

/** A bulk that broke on the way comes as an error of the server, which it is not; what broke it stands inside [seen in 7.8.0]. */
const unwrapped = (error: Error): Error => (error instanceof mongo.MongoBulkWriteError && types.isNativeError(error.errorResponse) ? error.errorResponse : error);

/** Does the work and says what goes wrong in our words. */
export const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw mongoFault(error);
  }
};

/** E11000, of one write or of every failed write of a bulk: somebody was there first. */
export const isDuplicate = (error: unknown): boolean => {
  const codes = error instanceof Error ? codesOf(error) : [];
  return codes.length > 0 && codes.every((code) => code === DUPLICATE_KEY);
};

/** There is no such collection; for whoever asks about its indexes that is no fault. */
export const isMissingCollection = (error: unknown): boolean => error instanceof mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND;

/** All codes that an error carries: a bulk fails with one for each write, and with another when a majority did not follow. */
const codesOf = (error: Error): readonly number[] => {
  const own = (error as { code?: unknown }).code;
  const bulk = error instanceof mongo.MongoBulkWriteError ? error : null;
  const each = bulk ? [bulk.writeErrors].flat().map(({ code }) => code) : [];
  const concern = bulk?.result?.getWriteConcernError()?.code;
  return [own, ...each, concern].filter((code): code is number => typeof code === 'number');
};
