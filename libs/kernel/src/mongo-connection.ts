import { createConnection, type Connection } from 'mongoose';
import { guarded } from './mongo-errors.js';

/** An open connection to MongoDB; what is kept there goes through it, and whoever opened it closes it. */
export type MongoConnection = Connection;

/**
 * How long to wait for a server, in milliseconds. Anything asked of a server that hangs fails after `answerMs` and twice
 * `findMs`: the driver asks a second time, over a connection that is not made, and then looks for another server.
 */
export type Patience = {
  /** Until one is found that takes writes: also how long anything asked of a server that is away takes to fail. */
  readonly findMs?: number;
  /** Until a question that was sent is answered. */
  readonly answerMs?: number;
};

/**
 * A connection whose every write is on the disks of a majority before it answers, and whose every read shows only such
 * writes, of the primary: what was acknowledged is neither lost nor unseen when a server falls. A server that stands alone
 * takes these words too, and is its own majority. Throws `StoreUnavailable` when no server is found.
 */
export const openMongo = async (url: string, { findMs = 3_000, answerMs = 10_000 }: Patience = {}, dbName?: string): Promise<Connection> => {
  const connection = createConnection(url, {
    ...(dbName === undefined ? {} : { dbName }),
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    readPreference: 'primary',
    serverSelectionTimeoutMS: findMs,
    connectTimeoutMS: findMs,
    socketTimeoutMS: answerMs,
    // Collections and indexes are made where they are declared; nothing waits in memory for a server that is away.
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
  });
  try {
    return await guarded(() => connection.asPromise());
  } catch (fault) {
    await connection.destroy();
    throw fault;
  }
};
