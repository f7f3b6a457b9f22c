import { PassThrough, Readable } from 'node:stream';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { log } from './log.js';
import { csvLine, rowOf } from './table.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PAGE = '100';

type Row = Readonly<Record<string, unknown>>;
type Page = { readonly items: readonly Row[]; readonly next: string | null };
type Request = { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string | undefined>>; query: Readonly<Record<string, string>> };
type Reply = { header(name: string, value: string): unknown };

/**
 * Every list, also as a table: `Accept: text/csv` or that of XLSX on any list route gives all its pages, streamed one
 * page at a time, under the same policy, filters and order as the list itself.
 */
@Injectable()
export class Exports implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const kind = wanted(request);
    return kind ? this.table(kind, request, context, next) : next.handle();
  }

  private async table(kind: 'csv' | 'xlsx', request: Request, context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const ask = async (cursor: string | null): Promise<unknown> => {
      request.query = { ...request.query, limit: PAGE, ...(cursor ? { cursor } : {}) };
      return lastValueFrom(next.handle());
    };
    const first = await ask(null);
    if (!isPage(first)) return of(first);
    const reply = context.switchToHttp().getResponse<Reply>();
    const name = request.url.split('?')[0]!.split('/').filter(Boolean).at(-1)!;
    reply.header('content-type', kind === 'csv' ? 'text/csv; charset=utf-8' : XLSX);
    reply.header('content-disposition', `attachment; filename="${name.replace(/[^\w-]/g, '_')}.${kind}"`);
    const rows = rowsOf(first, ask);
    return of(kind === 'csv' ? Readable.from(csv(rows)) : xlsx(rows));
  }
}

const wanted = ({ method, headers }: Request): 'csv' | 'xlsx' | null => {
  if (method !== 'GET') return null;
  const accept = headers['accept'] ?? '';
  return accept.startsWith('text/csv') ? 'csv' : accept.startsWith(XLSX) ? 'xlsx' : null;
};

const isPage = (answer: unknown): answer is Page => typeof answer === 'object' && answer !== null && Array.isArray((answer as Page).items) && 'next' in answer;

async function* rowsOf(first: Page, ask: (cursor: string | null) => Promise<unknown>): AsyncGenerator<Row> {
  for (let page = first; ; page = (await ask(page.next)) as Page) {
    yield* page.items;
    if (page.next === null) return;
  }
}

/** Columns are those of the first row; a byte order mark tells spreadsheets that it is UTF-8. */
async function* csv(rows: AsyncGenerator<Row>): AsyncGenerator<string> {
  let columns: readonly string[] | null = null;
  for await (const item of rows) {
    const row = rowOf(item);
    if (columns === null) {
      columns = Object.keys(row);
      yield `\ufeff${csvLine(columns)}`;
    }
    yield csvLine(columns.map((column) => row[column] ?? ''));
  }
}

const xlsx = (rows: AsyncGenerator<Row>): Readable => {
  const stream = new PassThrough();
  const write = async (): Promise<void> => {
    // Loaded when first needed: it is large, and most processes never write a workbook.
    const { default: ExcelJS } = await import('exceljs');
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream });
    const sheet = book.addWorksheet('1');
    let columns: readonly string[] | null = null;
    for await (const item of rows) {
      const row = rowOf(item);
      if (columns === null) {
        columns = Object.keys(row);
        sheet.addRow(columns).commit();
      }
      sheet.addRow(columns.map((column) => row[column] ?? '')).commit();
    }
    sheet.commit();
    await book.commit();
  };
  write().catch((error: unknown) => {
    log.error({ err: error }, 'export broke off');
    stream.destroy(error as Error);
  });
  return stream;
};
