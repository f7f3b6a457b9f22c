import { Readable } from 'node:stream';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { log } from './log.js';
import { CSV, XLSX } from './media-types.js';
import { answersIn } from './request-shape.guard.js';
import { shapeOf } from './route-shape.js';
import { csvLine, rowOf, type Cell } from './table.js';
import { xlsx } from './xlsx.js';

const PAGE = '100';
const ENDINGS = { [CSV]: 'csv', [XLSX]: 'xlsx' } as const;
type TableType = keyof typeof ENDINGS;

type Row = Readonly<Record<string, unknown>>;
/** A list that is told at once has no `next`. */
type Page = { readonly items: readonly Row[]; readonly next?: string | null };
type Request = { readonly url: string; query: Readonly<Record<string, string>> };
type Reply = { header(name: string, value: string): unknown };

/**
 * Every list, also as a table: `Accept: text/csv` or that of XLSX on any list route gives all its pages, streamed one
 * page at a time, under the same policy, filters and order as the list itself.
 */
@Injectable()
export class Exports implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const { isList, isPaged } = shapeOf(context.getClass(), context.getHandler());
    const type = answersIn(context);
    return isList && type !== null && type in ENDINGS ? this.table(type as TableType, isPaged, context, next) : next.handle();
  }

  private async table(type: TableType, isPaged: boolean, context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const ask = async (cursor: string | null): Promise<Page> => {
      request.query = { ...request.query, ...(isPaged ? { limit: PAGE } : {}), ...(cursor ? { cursor } : {}) };
      return (await lastValueFrom(next.handle())) as Page;
    };
    const rows = rowsOf(await ask(null), ask);
    const reply = context.switchToHttp().getResponse<Reply>();
    const name = request.url.split('?')[0]!.split('/').filter(Boolean).at(-1)!;
    reply.header('content-type', type === CSV ? `${CSV}; charset=utf-8` : XLSX);
    reply.header('content-disposition', `attachment; filename="${name.replace(/[^\w-]/g, '_')}.${ENDINGS[type]}"`);
    return of(told(Readable.from(type === CSV ? csv(rows) : xlsx(cells(rows)))));
  }
}

async function* rowsOf(first: Page, ask: (cursor: string | null) => Promise<Page>): AsyncGenerator<Row> {
  for (let page = first; ; ) {
    yield* page.items;
    if (!page.next) return;
    page = await ask(page.next);
  }
}

/** A byte order mark tells spreadsheets that it is UTF-8. */
async function* csv(rows: AsyncGenerator<Row>): AsyncGenerator<string> {
  let mark = '\ufeff';
  for await (const row of cells(rows)) {
    yield `${mark}${csvLine(row)}`;
    mark = '';
  }
}

/** Columns are those of the first row, which has their names. */
async function* cells(rows: AsyncGenerator<Row>): AsyncGenerator<readonly Cell[]> {
  let columns: readonly string[] | null = null;
  for await (const item of rows) {
    const row = rowOf(item);
    if (columns === null) {
      columns = Object.keys(row);
      yield columns;
    }
    yield columns.map((column) => row[column] ?? '');
  }
}

/** Rows are read as the answer is taken, and a client that goes away ends the reading. */
const told = (stream: Readable): Readable => stream.on('error', (error) => log.error({ err: error }, 'export broke off'));
