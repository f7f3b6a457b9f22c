import { elementsAt } from './filter.js';
import { LeaseLost, type Commit, type Document, type Index } from './read-store.js';
import { describe, pairs, quoted, READS_SCHEMA, describedIn, type Collection } from './sqlite-read-schema.js';
import { openSqlite, type SqlDatabase, type SqlValue } from './sqlite-driver.js';
import { bound, keyOf } from './sqlite-filter.js';

/** Commits as flat lists of text, which cost least on the way to another thread; documents are JSON already, encoded once. */
export type EncodedCommits = {
  /** By turns: a collection and how many writes of it follow; of each write its id, its position, and the document or null. */
  readonly writes: readonly (string | number | null)[];
  /** Names and positions by turns. */
  readonly changes: readonly string[];
  readonly checkpoints: readonly string[];
};

export const encoded = (commits: readonly Commit[]): EncodedCommits => {
  const writes: (string | number | null)[] = [];
  const changes: string[] = [];
  const checkpoints: string[] = [];
  for (const { collection, writes: some, checkpoint } of commits) {
    if (checkpoint) checkpoints.push(checkpoint.name, checkpoint.position);
    if (some.length === 0) continue;
    if (checkpoint) changes.push(collection, checkpoint.position);
    writes.push(collection, some.length);
    for (const { id, position, document } of some) writes.push(id, position, document && JSON.stringify(document));
  }
  return { writes, changes, checkpoints };
};

/** One statement takes the time of one, whether it inserts one row or eight; so many statements for each side table are kept prepared. */
const ROWS_AT_ONCE = 16;

/** Everything that changes the file of read models, at once and in the order asked. */
export class SqliteReadWriter {
  private readonly db: SqlDatabase;
  private readonly known = new Map<string, Collection>();

  constructor(file: string) {
    this.db = openSqlite(file, 'normal');
    // What a document no longer says is overwritten, also in the file.
    this.db.exec(`PRAGMA secure_delete=ON; ${READS_SCHEMA}`);
  }

  ensure(collection: string, indexes: readonly Index[]): void {
    this.db.transaction(() => {
      const { table, lists } = describe(collection, indexes);
      this.db.exec(`CREATE TABLE IF NOT EXISTS ${table} (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position TEXT NOT NULL, document TEXT NOT NULL)`);
      for (const index of indexes) {
        if ('list' in index) continue;
        this.db.exec(`CREATE INDEX IF NOT EXISTS ${quoted(`${collection}/${index.fields.join(',')}`)} ON ${table} (${[...index.fields.map(keyOf), 'id'].join(', ')})`);
      }
      for (const sideTable of lists.values()) {
        this.db.exec(`CREATE TABLE IF NOT EXISTS ${sideTable} (value, n INTEGER, PRIMARY KEY (value, n)) WITHOUT ROWID`);
      }
      this.db.prepare('INSERT INTO collections (name, indexes) VALUES (?, ?) ON CONFLICT DO UPDATE SET indexes = excluded.indexes').run(collection, JSON.stringify(indexes));
    });
    this.known.delete(collection);
  }

  drop(collection: string): void {
    const { table, lists } = this.collection(collection);
    this.db.transaction(() => {
      for (const name of [table, ...lists.values()]) this.db.exec(`DROP TABLE IF EXISTS ${name}`);
      this.db.prepare('DELETE FROM collections WHERE name = ?').run(collection);
      this.db.prepare('DELETE FROM checkpoints WHERE name = ?').run(collection);
      this.db.prepare('DELETE FROM changes WHERE collection = ?').run(collection);
    });
    this.known.delete(collection);
  }

  commit({ writes, changes, checkpoints }: EncodedCommits, epoch: number): void {
    this.db.transaction(() => {
      if (!this.db.prepare('SELECT 1 FROM leases WHERE epoch = ?').row(epoch)) throw new LeaseLost(`epoch ${epoch} is over`);
      for (let at = 0; at < writes.length; ) {
        const collection = this.collection(writes[at] as string);
        const end = at + 2 + 3 * (writes[at + 1] as number);
        for (at += 2; at < end; at += 3) this.write(collection, writes[at] as string, writes[at + 1] as string, writes[at + 2] as string | null);
      }
      this.moveOn('changes (collection, position)', changes);
      this.moveOn('checkpoints (name, position)', checkpoints);
    });
  }

  putSetting(name: string, value: string): void {
    this.db.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value);
  }

  acquire(lease: string, owner: string, now: string, leaseSeconds: number): number | null {
    const until = new Date(Date.parse(now) + leaseSeconds * 1000).toISOString();
    return this.db.transaction(() => {
      const held = this.db.prepare('SELECT owner, until, epoch FROM leases WHERE name = ?').row(lease);
      const mine = held?.[0] === owner;
      if (held && !mine && (held[1] as string) > now) return null;
      const epoch = mine ? (held[2] as number) : (this.db.prepare('SELECT coalesce(max(epoch), 0) + 1 FROM leases').row()![0] as number);
      this.db.prepare('INSERT INTO leases (name, owner, until, epoch) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET owner = excluded.owner, until = excluded.until, epoch = excluded.epoch').run(lease, owner, until, epoch);
      return epoch;
    });
  }

  /** Pages are overwritten when they are freed (`secure_delete`); the journal still holds what stood there before. */
  scrub(): void {
    this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').rows();
  }

  close(): void {
    this.db.close();
  }

  /** Names and positions by turns: each moves on, none back. */
  private moveOn(table: string, standing: readonly string[]): void {
    if (standing.length === 0) return;
    this.db.prepare(`INSERT INTO ${table} VALUES ${pairs(standing.length / 2)} ON CONFLICT DO UPDATE SET position = max(position, excluded.position)`).run(...standing);
  }

  /** Applied only over an older position. */
  private write({ table, lists }: Collection, id: string, position: string, json: string | null): void {
    if (json === null) this.remove({ table, lists }, id, position);
    else if (lists.size === 0) this.db.prepare(`${insertInto(table)} DO UPDATE SET position = excluded.position, document = excluded.document WHERE position < excluded.position`).run(id, position, json);
    else this.writeWithLists({ table, lists }, id, position, json);
  }

  /** Most documents with lists are new: only of one that is not, the side tables hold what it said before. */
  private writeWithLists({ table, lists }: Pick<Collection, 'table' | 'lists'>, id: string, position: string, json: string): void {
    const inserted = this.db.prepare(`${insertInto(table)} DO NOTHING`).run(id, position, json);
    let n: SqlValue = inserted.lastInsertRowid;
    if (inserted.changes === 0) {
      const before = this.standing(table, id, position);
      if (!before) return;
      n = before.n;
      this.forget(lists, before);
      this.db.prepare(`UPDATE ${table} SET position = ?, document = ? WHERE n = ?`).run(position, json, n);
    }
    const document = JSON.parse(json) as Document;
    for (const [field, sideTable] of lists) {
      const rows = elementsAt(document, field).map((value) => [bound(value), n]);
      while (rows.length > 0) {
        const some = rows.splice(0, ROWS_AT_ONCE);
        this.db.prepare(`INSERT INTO ${sideTable} (value, n) VALUES ${pairs(some.length)}`).run(...some.flat());
      }
    }
  }

  private remove({ table, lists }: Pick<Collection, 'table' | 'lists'>, id: string, position: string): void {
    const before = this.standing(table, id, position);
    if (!before) return;
    this.forget(lists, before);
    this.db.prepare(`DELETE FROM ${table} WHERE n = ?`).run(before.n);
  }

  /** What stands there from before a position. */
  private standing(table: string, id: string, position: string): Standing | null {
    const row = this.db.prepare(`SELECT n, document FROM ${table} WHERE id = ? AND position < ?`).row(id, position);
    return row ? { n: row[0]!, document: JSON.parse(row[1] as string) as Document } : null;
  }

  private forget(lists: Collection['lists'], { n, document }: Standing): void {
    for (const [field, sideTable] of lists) {
      for (const value of elementsAt(document, field)) this.db.prepare(`DELETE FROM ${sideTable} WHERE value = ? AND n = ?`).run(bound(value), n);
    }
  }

  private collection(name: string): Collection {
    const known = this.known.get(name) ?? describedIn(this.db, name);
    this.known.set(name, known);
    return known;
  }
}

type Standing = { readonly n: SqlValue; readonly document: Document };

const insertInto = (table: string): string => `INSERT INTO ${table} (id, position, document) VALUES (?, ?, ?) ON CONFLICT (id)`;
