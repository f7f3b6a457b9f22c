import type { Index } from './read-store.js';
import type { SqlDatabase } from './sqlite-driver.js';
import type { Indexed } from './sqlite-filter.js';

/** A table per collection, `d(n, id, position, document)`, comes with each; these hold what is known of all of them. */
export const READS_SCHEMA = `
CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, indexes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (collection TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL, epoch INTEGER NOT NULL) WITHOUT ROWID;`;

/** A collection's tables, and which fields are indexed in them. */
export type Collection = Indexed & { readonly table: string };

export const describe = (collection: string, indexes: readonly Index[]): Collection => ({
  table: quoted(`d:${collection}`),
  plain: new Set(indexes.flatMap((index) => ('list' in index ? [] : index.fields))),
  lists: new Map(indexes.flatMap((index) => ('list' in index ? [[index.list, quoted(`l:${collection}/${index.list}`)] as const] : []))),
});

/** As it was made. */
export const describedIn = (db: SqlDatabase, collection: string): Collection => {
  const row = db.prepare('SELECT indexes FROM collections WHERE name = ?').row(collection);
  return describe(collection, row ? (JSON.parse(row[0] as string) as Index[]) : []);
};

/** So many pairs of values to bind. */
export const pairs = (count: number): string => Array<string>(count).fill('(?, ?)').join(', ');

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
