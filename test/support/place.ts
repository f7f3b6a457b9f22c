import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@hewu/kernel/src/ids.js';

/** Where one world keeps what it knows; nobody else is there. */
export type Place = {
  /** As an operator would set them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Everything that is kept there, part by part: files, or the log and collections. Names of read models begin with `reads`. */
  readonly contents: () => Promise<ReadonlyMap<string, Buffer>>;
  /** Leaves nothing behind. */
  readonly clear: () => Promise<void>;
};

/** A folder, or servers where the Jest project says so (`jest.config.mjs`). */
export const newPlace = (): Promise<Place> => (process.env['STORIES_ON'] === 'servers' ? onServers() : inFolder());

const inFolder = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'hewu-world-'));
  return {
    settings: { HEWU_DATA: folder },
    contents: async () => new Map(readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile()).map(({ name }) => [name, readFileSync(join(folder, name))])),
    clear: async () => rmSync(folder, { recursive: true }),
  };
};

/** A database of its own, and a log of its own: a real EventStoreDB has one for all, so the double stands in for it. */
const onServers = async (): Promise<Place> => {
  const { MONGODB_URL: server } = process.env;
  if (!server) throw new Error('MONGODB_URL names no server: run these stories by npm run test:servers');
  // Loaded here alone: in a folder nobody pays for them.
  const [{ openMongo }, { EventStoreDbDouble }] = await Promise.all([import('@hewu/kernel/src/mongo-connection.js'), import('./eventstoredb-double.js')]);
  const events = await new EventStoreDbDouble().start();
  const database = `hewu-test-${newId()}`;
  const connection = await openMongo(server, {}, database);
  const url = new URL(server);
  url.pathname = `/${database}`;
  return {
    settings: { EVENTSTORE_URL: events.url, MONGODB_URL: url.href, HEWU_SECRET: Buffer.alloc(32, 'a secret of tests').toString('base64'), HEWU_FOLLOW: 'on' },
    contents: async () => {
      const names = (await connection.db!.listCollections().toArray()).map(({ name }) => name);
      const collections = names.map(async (name) => [NOT_READ_MODELS.has(name) ? name : `reads ${name}`, Buffer.from(JSON.stringify(await connection.db!.collection(name).find().toArray()))] as const);
      return new Map([...(await Promise.all(collections)), ['log', Buffer.concat(events.log.all.flatMap(({ data, metadata }) => [data, metadata]))]]);
    },
    clear: async () => {
      events.stop();
      await connection.dropDatabase();
      await connection.close();
    },
  };
};

const NOT_READ_MODELS: ReadonlySet<string> = new Set(['accounts', 'sign_in_counts', 'families', 'tokens', 'person_keys']);
