import type { Connection } from 'mongoose';
import { newId } from '@hewu/kernel/src/ids.js';
import { openMongo, type Patience } from '@hewu/kernel/src/mongo-connection.js';
import { TcpGate } from '../support/tcp-gate.js';

/** Where the suites of this folder find MongoDB; `npm run test:servers` starts one where none is named. */
export const mongodbUrl: string = process.env['MONGODB_URL'] ?? '';

if (mongodbUrl === '') throw new Error('MONGODB_URL names no server: run these suites by npm run test:servers');

/** The way to a server by a gate that tests shut. Of several hosts none could be missed, so the address must name one. */
export const byGate = async (address: string): Promise<{ readonly gate: TcpGate; readonly url: string }> => {
  const url = new URL(address);
  const gate = await new TcpGate(url.hostname, Number(url.port || (url.protocol === 'mongodb:' ? 27_017 : 2_113))).start();
  url.host = gate.address;
  if (url.protocol === 'mongodb:') {
    // The set would tell the driver its own addresses, past the gate.
    url.searchParams.delete('replicaSet');
    url.searchParams.set('directConnection', 'true');
  }
  return { gate, url: url.href };
};

/** A connection to a database of its own. */
export const openEmptyMongo = (patience: Patience = {}, url = mongodbUrl): Promise<Connection> => openMongo(url, patience, `hewu-test-${newId()}`);

/** Leaves nothing behind. */
export const dropMongo = async (connection: Connection): Promise<void> => {
  await connection.dropDatabase();
  await connection.close();
};
