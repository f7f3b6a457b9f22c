import { elementsAt } from './filter.js';
import { decodeCursor, encodeCursor, LeaseLost, type Commit, type Document, type Facets, type Filter, type Index, type Page, type Positioned, type Query, type ReadStore, type Scalar, type Write } from './read-store.js';
import { openSqlite, type SqlDatabase, type SqlValue } from './sqlite-driver.js';
import { bound, conditionOf, keyOf, unbound, walk, type Indexed } from './sqlite-filter.js';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, indexes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (collection TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL, epoch INTEGER NOT NULL) WITHOUT ROWID;`;

/** One statement takes the time of one, whether it inserts one row or eight; so many statements for each side table are kept prepared. */
const ROWS_AT_ONCE = 16;

type Collection = Indexed & { readonly table: string };

/**
 * Read models as JSON documents in one SQLite file: a table per collection, expression indexes on plain fields, a side
 * table for each indexed list. A commit is one transaction, so documents and checkpoint never part.
 */
export class SqliteReadStore implements ReadStore {
  private readonly db: SqlDatabase;
  private readonly known = new Map<string, Collection>();

  constructor(file: string) {
    this.db = openSqlite(file, 'normal');
    // What a document no longer says is overwritten, also in the file.
    this.db.exec(`PRAGMA secure_delete=ON; ${SCHEMA}`);
  }

  async ensure(collection: string, indexes: readonly Index[]): Promise<void> {
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

  async drop(collection: string): Promise<void> {
    const { table, lists } = this.collection(collection);
    this.db.transaction(() => {
      for (const name of [table, ...lists.values()]) this.db.exec(`DROP TABLE IF EXISTS ${name}`);
      this.db.prepare('DELETE FROM collections WHERE name = ?').run(collection);
      this.db.prepare('DELETE FROM checkpoints WHERE name = ?').run(collection);
      this.db.prepare('DELETE FROM changes WHERE collection = ?').run(collection);
    });
    this.known.delete(collection);
  }

  async get<D extends Document>(collection: string, id: string): Promise<D | null> {
    const row = this.db.prepare(`SELECT document FROM ${this.collection(collection).table} WHERE id = ?`).row(id);
    return row ? (JSON.parse(row[0] as string) as D) : null;
  }

  async getMany<D extends Document>(collection: string, ids: readonly string[]): Promise<readonly D[]> {
    const select = this.db.prepare(`SELECT document FROM ${this.collection(collection).table} WHERE id = ?`);
    return ids.flatMap((id) => select.rows(id).map(([document]) => JSON.parse(document as string) as D));
  }

  async load(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Positioned>> {
    const select = this.db.prepare(`SELECT document, position FROM ${this.collection(collection).table} WHERE id = ?`);
    return new Map(
      ids.flatMap((id) => select.rows(id).map(([document, position]) => [id, { document: JSON.parse(document as string) as Document, position: position as string }] as const)),
    );
  }

  async find<D extends Document>(collection: string, query: Query): Promise<Page<D>> {
    const { table, ...indexed } = this.collection(collection);
    const where = conditionOf(query.filter ?? {}, indexed);
    const key = keyOf(query.sort?.field ?? '_id');
    const down = query.sort?.direction === 'desc';
    const order = (key === 'id' ? ['id'] : [key, 'id']).map((column) => `${column}${down ? ' DESC' : ''}`).join(', ');
    const rows: SqlValue[][] = [];
    for (const part of behind(key, down, query.cursor)) {
      const missing = query.limit + 1 - rows.length;
      if (missing <= 0) break;
      const select = this.db.prepare(`SELECT document, id, ${key} FROM ${table} WHERE ${where.text} AND ${part.text} ORDER BY ${order} LIMIT ?`);
      rows.push(...select.rows(...where.values, ...part.values, missing));
    }
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(([document]) => JSON.parse(document as string) as D),
      next: last ? encodeCursor(unbound(last[2]!), last[1] as string) : null,
    };
  }

  async count(collection: string, filter: Filter): Promise<number> {
    const { table, ...indexed } = this.collection(collection);
    const where = conditionOf(filter, indexed);
    return this.db.prepare(`SELECT count(*) FROM ${table} WHERE ${where.text}`).row(...where.values)![0] as number;
  }

  async facets(collection: string, filter: Filter, fields: readonly string[]): Promise<Facets> {
    const { table, ...indexed } = this.collection(collection);
    const where = conditionOf(filter, indexed);
    const counted = fields.map((field) => {
      const rows = this.db.prepare(`${facetOf(field, table, indexed, where.text)} ORDER BY 2 DESC, 1`).rows(...where.values);
      return [field, rows.flatMap(([value, count]) => facetValue(value!, count as number))] as const;
    });
    return Object.fromEntries(counted);
  }

  async commit(commits: readonly Commit[], epoch: number): Promise<void> {
    this.db.transaction(() => {
      if (!this.db.prepare('SELECT 1 FROM leases WHERE epoch = ?').row(epoch)) throw new LeaseLost(`epoch ${epoch} is over`);
      for (const { collection, writes } of commits) {
        const description = this.collection(collection);
        for (const write of writes) this.write(description, write);
      }
      this.moveOn('changes (collection, position)', commits.flatMap(({ collection, writes, checkpoint }) => (checkpoint && writes.length > 0 ? [collection, checkpoint.position] : [])));
      this.moveOn('checkpoints (name, position)', commits.flatMap(({ checkpoint }) => (checkpoint ? [checkpoint.name, checkpoint.position] : [])));
    });
  }

  async checkpoint(name: string): Promise<string | null> {
    return (this.db.prepare('SELECT position FROM checkpoints WHERE name = ?').row(name)?.[0] as string | undefined) ?? null;
  }

  async changedAt(collection: string): Promise<string | null> {
    return (this.db.prepare('SELECT position FROM changes WHERE collection = ?').row(collection)?.[0] as string | undefined) ?? null;
  }

  async setting(name: string): Promise<string | null> {
    return (this.db.prepare('SELECT value FROM settings WHERE name = ?').row(name)?.[0] as string | undefined) ?? null;
  }

  async putSetting(name: string, value: string): Promise<void> {
    this.db.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value);
  }

  async acquire(lease: string, owner: string, now: string, leaseSeconds: number): Promise<number | null> {
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
  async scrub(): Promise<void> {
    this.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').rows();
  }

  async close(): Promise<void> {
    this.db.close();
  }

  /** Names and positions by turns: each moves on, none back. */
  private moveOn(table: string, standing: readonly string[]): void {
    if (standing.length === 0) return;
    this.db.prepare(`INSERT INTO ${table} VALUES ${pairs(standing.length / 2)} ON CONFLICT DO UPDATE SET position = max(position, excluded.position)`).run(...standing);
  }

  /** Applied only over an older position; side tables follow the document. */
  private write({ table, lists }: Collection, { id, position, document }: Write): void {
    const before = lists.size > 0 ? this.db.prepare(`SELECT n, position, document FROM ${table} WHERE id = ?`).row(id) : undefined;
    if (before && (before[1] as string) >= position) return;
    if (before) {
      const old = JSON.parse(before[2] as string) as Document;
      for (const [field, sideTable] of lists) {
        for (const value of elementsAt(old, field)) this.db.prepare(`DELETE FROM ${sideTable} WHERE value = ? AND n = ?`).run(bound(value), before[0]!);
      }
    }
    if (document === null) {
      this.db.prepare(`DELETE FROM ${table} WHERE id = ? AND position < ?`).run(id, position);
      return;
    }
    const { lastInsertRowid } = this.db
      .prepare(`INSERT INTO ${table} (id, position, document) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET position = excluded.position, document = excluded.document WHERE position < excluded.position`)
      .run(id, position, JSON.stringify(document));
    const n = before?.[0] ?? lastInsertRowid;
    for (const [field, sideTable] of lists) {
      const rows = [...elementsAt(document, field)].map((value) => [bound(value), n]);
      while (rows.length > 0) {
        const some = rows.splice(0, ROWS_AT_ONCE);
        this.db.prepare(`INSERT INTO ${sideTable} (value, n) VALUES ${pairs(some.length)}`).run(...some.flat());
      }
    }
  }

  private collection(name: string): Collection {
    const known = this.known.get(name);
    if (known) return known;
    const row = this.db.prepare('SELECT indexes FROM collections WHERE name = ?').row(name);
    const collection = describe(name, row ? (JSON.parse(row[0] as string) as Index[]) : []);
    this.known.set(name, collection);
    return collection;
  }
}

const pairs = (count: number): string => Array<string>(count).fill('(?, ?)').join(', ');

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const describe = (collection: string, indexes: readonly Index[]): Collection => ({
  table: quoted(`d:${collection}`),
  plain: new Set(indexes.flatMap((index) => ('list' in index ? [] : index.fields))),
  lists: new Map(indexes.flatMap((index) => ('list' in index ? [[index.list, quoted(`l:${collection}/${index.list}`)] as const] : []))),
});

type Part = { readonly text: string; readonly values: readonly SqlValue[] };

/**
 * What lies behind a cursor, as at most two runs over the index: nulls stand before everything else, and one condition
 * that spans both sides of that border would make SQLite walk the index from its start.
 */
const behind = (key: string, down: boolean, cursor: string | undefined): readonly Part[] => {
  if (cursor === undefined) return [{ text: '1', values: [] }];
  const { value, id } = decodeCursor(cursor);
  const beyond = down ? '<' : '>';
  if (key === 'id') return [{ text: `id ${beyond} ?`, values: [id] }];
  if (value === null) {
    const rest = { text: `${key} IS NULL AND id ${beyond} ?`, values: [id] };
    return down ? [rest] : [rest, { text: `${key} IS NOT NULL`, values: [] }];
  }
  const rest = { text: `(${key}, id) ${beyond} (?, ?)`, values: [bound(value), id] };
  return down ? [rest, { text: `${key} IS NULL`, values: [] }] : [rest];
};

const facetOf = (field: string, table: string, { plain, lists }: Indexed, where: string): string => {
  const sideTable = lists.get(field);
  if (sideTable) return `SELECT value, count(*) FROM ${sideTable} WHERE n IN (SELECT n FROM ${table} WHERE ${where}) GROUP BY value`;
  if (plain.has(field)) return `SELECT ${keyOf(field)}, count(*) FROM ${table} WHERE ${where} GROUP BY 1`;
  const { from, key } = walk(field);
  return `SELECT value, count(*) FROM (SELECT DISTINCT n, ${key} AS value FROM ${table}, ${from} WHERE ${where}) GROUP BY value`;
};

const facetValue = (value: SqlValue, count: number): readonly { value: Scalar; count: number }[] => {
  const shown = unbound(value);
  return shown === null || shown === undefined ? [] : [{ value: shown, count }];
};
