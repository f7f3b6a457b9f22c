import type { Readable } from 'node:stream';
import { found } from '@hewu/platform/src/problems.js';
import { FILE_TYPES } from './file-types.js';
import type { OpenFile } from './files.js';

/** What a download asks of Fastify's request and reply. */
export type DownloadRequest = { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
export type DownloadReply = { status(code: number): unknown; headers(values: Readonly<Record<string, string>>): unknown };

/**
 * Answers a file that somebody may have, for a route with `@Res({ passthrough: true })`: `return download(await files.open(id), request, reply)`.
 * A browser saves it and runs nothing of it, whatever it is; nobody but the browser keeps it, and it asks each time whether
 * it still may. A missing file is 404, one the caller has already 304.
 */
export const download = (file: OpenFile | null, { headers }: DownloadRequest, reply: DownloadReply): Readable | undefined => {
  const { fileId, sha256, bytes, mediaType, name, content } = found(file);
  const etag = `"${sha256}"`;
  const common = { etag, 'cache-control': 'private, no-cache', 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' };
  if (String(headers['if-none-match'] ?? '').split(/\s*,\s*/).includes(etag)) {
    content.destroy();
    reply.status(304);
    reply.headers(common);
    return undefined;
  }
  reply.headers({ ...common, 'content-type': mediaType, 'content-length': String(bytes), 'content-disposition': disposition(name ?? `${fileId}.${FILE_TYPES[mediaType].extensions[0]}`) });
  return content;
};

/** RFC 6266: the name for those who know RFC 5987, and one in ASCII for the others. */
const disposition = (name: string): string => {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${name.replace(/[^\x20-\x7e]/gu, '_').replace(/["\\%]/g, '_')}"; filename*=UTF-8''${encoded}`;
};
