import { decodeCursor, encodeCursor, type Commit, type Document, type Facets, type Filter, type Index, type Page, type Positioned, type Query, type ReadStore, type Scalar } from './read-store.js';
import { openSqlite, type SqlDatabase, type SqlValue } from './sqlite-driver.js';
import { among, bound, conditionOf, keyOf, unbound, walk, type Indexed } from './sqlite-filter.js';
import { describedIn, READS_SCHEMA, type Collection } from './sqlite-read-schema.js';
import { encoded } from './sqlite-read-writer.js';
import { writingHere, type Writing } from './sqlite-read-writing.js';

/** Asked for by one statement. */
const IDS_AT_ONCE = 128;

/**
 * Read models as JSON documents in one SQLite file: a table per collection, expression indexes on plain fields, a side
 * table for each indexed list. A commit is one transaction, so documents and checkpoint never part.
 */
export class SqliteReadStore implements ReadStore {
  private readonly db: SqlDatabase;
  private readonly known = new Map<string, Collection>();

  /** Reads in this thread; whatever is written goes through `writing`. */
  constructor(
    file: string,
    private readonly writing: Writing = writingHere(file),
  ) {
    this.db = openSqlite(file, 'normal');
    this.db.exec(READS_SCHEMA);
  }

  async ensure(collection: string, indexes: readonly Index[]): Promise<void> {
    const made = this.db.prepare('SELECT indexes FROM collections WHERE name = ?').row(collection)?.[0];
    if (made === JSON.stringify(indexes)) return;
    await this.writing.do('ensure', collection, indexes);
    this.known.delete(collection);
  }

  async drop(collection: string): Promise<void> {
    await this.writing.do('drop', collection);
    this.known.delete(collection);
  }

  async get<D extends Document>(collection: string, id: string): Promise<D | null> {
    const row = this.db.prepare(`SELECT document FROM ${this.collection(collection).table} WHERE id = ?`).row(id);
    return row ? (JSON.parse(row[0] as string) as D) : null;
  }

  async getMany<D extends Document>(collection: string, ids: readonly string[]): Promise<readonly D[]> {
    const found = await this.load(collection, ids);
    return ids.flatMap((id) => (found.get(id)?.document as D | undefined) ?? []);
  }

  async load(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Positioned>> {
    const { table } = this.collection(collection);
    const found = new Map<string, Positioned>();
    for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
      const some = among('id', ids.slice(from, from + IDS_AT_ONCE));
      for (const [id, position, document] of this.db.prepare(`SELECT id, position, document FROM ${table} WHERE ${some.text}`).rows(...some.values)) {
        found.set(id as string, { document: JSON.parse(document as string) as Document, position: position as string });
      }
    }
    return found;
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

  commit(commits: readonly Commit[], epoch: number): Promise<void> {
    return this.writing.do('commit', encoded(commits), epoch);
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

  putSetting(name: string, value: string): Promise<void> {
    return this.writing.do('putSetting', name, value);
  }

  acquire(lease: string, owner: string, now: string, leaseSeconds: number): Promise<number | null> {
    return this.writing.do('acquire', lease, owner, now, leaseSeconds);
  }

  scrub(): Promise<void> {
    return this.writing.do('scrub');
  }

  async close(): Promise<void> {
    await this.writing.close();
    this.db.close();
  }

  private collection(name: string): Collection {
    const known = this.known.get(name) ?? describedIn(this.db, name);
    this.known.set(name, known);
    return known;
  }
}

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
