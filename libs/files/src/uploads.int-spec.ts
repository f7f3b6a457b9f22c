import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { StorageFull, StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { startFilesApp, type FilesApp } from '../../../test/support/files-app.js';
import { MOST_FILE_BYTES } from './receive.js';
import { docxOf, pdf, pngOf, zipOf } from './samples.js';

const BOUNDARY = '----hewu';
const part = (name: string, content: string, more = '') => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\nContent-Type: text/plain\r\n\r\n${content}\r\n`;
const END = `--${BOUNDARY}--\r\n`;
const FILENAME = '; filename="a.txt"';

describe('sending a file', () => {
  let files: FilesApp;
  beforeEach(async () => (files = await startFilesApp()));
  afterEach(() => files.stop());

  const nothingIsLeft = async (): Promise<void> => {
    expect(await files.stores.events.end()).toBeNull();
    expect(readdirSync(join(files.folder, 'files'), { recursive: true })).toEqual(['incoming']);
  };
  /** A body as it is written here, byte by byte. */
  const raw = (body: string | Buffer, type = `multipart/form-data; boundary=${BOUNDARY}`, headers: Readonly<Record<string, string>> = {}) =>
    request(files.app.getHttpServer()).post('/api/v1/files').set({ authorization: 'Bearer wang', 'content-type': type, 'accept-language': 'en', ...headers }).send(body);

  test('it is kept, described and given back as it came, with the name it came with', async () => {
    const { body } = await files.send(pdf, '检测报告（终稿）"v2".pdf', { type: 'application/pdf' }).expect(201);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const described = { id: body.id, name: '检测报告（终稿）"v2".pdf', mediaType: 'application/pdf', bytes: pdf.length, sha256, storedBy: 'p-wang', storedAt: files.clock.now(), attachedTo: [], keepUntil: '2026-03-03T01:00:00.000Z' };
    expect(body).toEqual({ id: expect.any(String), position: expect.any(String), revision: 0, file: described });
    expect((await files.get(body.id, 'zhao').expect(200)).body).toEqual(described);
    const answer = await files.get(`${body.id}/content`).expect(200);
    expect(answer.body).toEqual(pdf);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': `attachment; filename="_________v2_.pdf"; filename*=UTF-8''${encodeURIComponent('检测报告（终稿）"v2".pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      etag: `"${sha256}"`,
    });
    const again = await files.get(`${body.id}/content`).set('if-none-match', `"x", "${sha256}"`).expect(304);
    expect(again.text).toBe('');
    expect(await files.stores.events.read(`file-${body.id}`, 0, 10)).toMatchObject([{ type: 'FileStored', data: { sha256, organisationId: 'o-institute', storedBy: 'p-wang' }, metadata: { actor: 'p-wang', onBehalfOf: 'o-institute' } }]);
  });

  test('text is given back without a word of its characters', async () => {
    const gb18030 = Buffer.from('c3fbb3c62ccafdc1bf0a', 'hex');
    const { body } = await files.send(gb18030, '名称.csv', { type: 'text/csv' }).expect(201);
    const answer = await files.get(`${body.id}/content`).buffer(true).parse((res, done) => {
      const pieces: Buffer[] = [];
      res.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => done(null, Buffer.concat(pieces)));
    });
    expect(answer.body).toEqual(gb18030);
    expect(answer.headers['content-type']).toBe('text/csv');
  });

  test('nobody else sees it, and missing and foreign ones are told alike', async () => {
    const { body } = await files.send(pdf, 'a.pdf').expect(201);
    for (const token of ['firm', 'auditor', 'alone']) {
      expect((await files.get(body.id, token).expect(404)).body.code).toBe('not_found');
      expect((await files.get(`${body.id}/content`, token).expect(404)).body.code).toBe('not_found');
    }
    await files.get('019a0000-0000-7000-8000-000000000001').expect(404);
    await files.get('not-an-id').expect(404);
    await request(files.app.getHttpServer()).get(`/api/v1/files/${body.id}/content`).expect(401);
  });

  test('only members of verified organisations who may write send files, and of others nothing is read', async () => {
    for (const [token, code] of [['auditor', 'role_required'], ['unverified', 'organisation_not_verified'], ['alone', 'acting_for_required']] as const) {
      expect((await files.send(pdf, 'a.pdf', { token }).expect(403)).body.code).toBe(code);
    }
    expect((await request(files.app.getHttpServer()).post('/api/v1/files').attach('file', pdf, 'a.pdf').expect(401)).body.code).toBe('sign_in_required');
    await nothingIsLeft();
  });

  test('the same key with the same file is the same file; with other content it is refused', async () => {
    const first = await files.send(pdf, 'a.pdf', { key: 'one' }).expect(201);
    expect((await files.send(pdf, 'a.pdf', { key: 'one' }).expect(201)).body).toEqual(first.body);
    expect((await files.send(pngOf(), 'a.png', { key: 'one' }).expect(422)).body.code).toBe('command_id_reused');
    expect((await files.send(pdf, 'a.pdf', { key: 'two' }).expect(201)).body.id).not.toBe(first.body.id);
  });

  test('equal contents are kept once', async () => {
    await Promise.all([files.send(pdf, 'a.pdf'), files.send(pdf, 'b.pdf'), files.send(pdf, 'c.pdf', { token: 'firm' })]);
    expect(readdirSync(join(files.folder, 'files')).filter((name) => name !== 'incoming')).toHaveLength(1);
  });

  test('twenty mebibytes are taken to the last byte', async () => {
    const most = Buffer.alloc(MOST_FILE_BYTES, 'x');
    const { body } = await files.send(most, 'a.txt').expect(201);
    expect(body.file.bytes).toBe(MOST_FILE_BYTES);
  });

  test('one byte more is too large, whether or not the request says how long it is, and nothing is left', async () => {
    const more = Buffer.alloc(MOST_FILE_BYTES + 1, 'x');
    expect((await files.send(more, 'a.txt').expect(413)).body).toMatchObject({ code: 'file_too_large', details: { mostBytes: MOST_FILE_BYTES } });
    expect((await files.send(Buffer.alloc(MOST_FILE_BYTES + 1_000_000, 'x'), 'a.txt').expect(413)).body.code).toBe('file_too_large');
    const body = Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n`), more, Buffer.from(`\r\n${END}`)]);
    const chunked = raw('').set('transfer-encoding', 'chunked');
    for (let at = 0; at < body.length; at += 1_048_576) chunked.write(body.subarray(at, at + 1_048_576) as never);
    expect((await chunked.expect(413)).body.code).toBe('file_too_large');
    await nothingIsLeft();
  });

  test.each<[string, Buffer | string, string, string, number, string]>([
    ['a program called PDF', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]), 'report.pdf', 'application/pdf', 422, 'file_type_not_allowed'],
    ['SVG with a script', '<svg onload="alert(1)"/>', 'a.svg', 'image/svg+xml', 422, 'file_type_not_allowed'],
    ['HTML called PDF', '<!doctype html><script>alert(1)</script>', 'a.pdf', 'application/pdf', 422, 'file_type_not_allowed'],
    ['a PDF that is an archive too', Buffer.concat([pdf, zipOf([{ name: 'x', data: 'x' }])]), 'a.pdf', 'application/pdf', 422, 'file_type_contradicts_content'],
    ['a PDF declared as a picture', pdf, 'a.pdf', 'image/png', 422, 'file_type_contradicts_content'],
    ['a PDF called a program', pdf, 'a.pdf.exe', 'application/pdf', 422, 'file_type_contradicts_content'],
    ['a bomb', docxOf({ name: 'x', data: Buffer.alloc(12_000_000) }), 'a.docx', '', 422, 'file_is_bomb'],
    ['an archive within', docxOf({ name: 'x', data: zipOf([{ name: 'x', data: 'x' }]) }), 'a.docx', '', 422, 'file_is_bomb'],
    ['a picture of a gigapixel', pngOf(32_000, 32_000), 'a.png', 'image/png', 422, 'image_too_large'],
    ['half a document', docxOf().subarray(0, 50), 'a.docx', '', 422, 'file_damaged'],
    ['nothing', '', 'a.txt', 'text/plain', 422, 'file_empty'],
    ['a name from right to left', pdf, 'report\u202efdp.exe', 'application/pdf', 422, 'file_name_unsuitable'],
    ['a name with what cannot be seen', pdf, 're\u200bport.pdf', 'application/pdf', 422, 'file_name_unsuitable'],
    ['a name of 300 characters', pdf, `${'椒'.repeat(296)}.pdf`, 'application/pdf', 422, 'file_name_unsuitable'],
  ])('%s is refused and leaves nothing', async (_, content, name, type, status, code) => {
    const answer = await files.send(content, name, { type });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    await nothingIsLeft();
  });

  test.each<[string, string, number, string]>([
    ['no part', END, 400, 'upload_form_wrong'],
    ['nothing at all', '', 400, 'upload_incomplete'],
    ['another field', part('document', 'x', FILENAME) + END, 400, 'upload_form_wrong'],
    ['a text where the file belongs', part('file', 'x') + END, 400, 'upload_form_wrong'],
    ['a file without a name', part('file', 'x', '; filename=""') + END, 400, 'upload_form_wrong'],
    ['two files', part('file', 'x', FILENAME) + part('file', 'y', FILENAME) + END, 400, 'upload_form_wrong'],
    ['a file and a text', part('file', 'x', FILENAME) + part('note', 'y') + END, 400, 'upload_form_wrong'],
    ['a text and a file', part('note', 'y') + part('file', 'x', FILENAME) + END, 400, 'upload_form_wrong'],
    ['a prototype', part('__proto__', 'x', FILENAME) + END, 400, 'upload_form_wrong'],
    ['a name that is a path', part('file', 'x', '; filename="../a.txt"') + END, 422, 'file_name_unsuitable'],
    ['a name that is a path of Windows', part('file', 'x', '; filename="C:\\\\a.txt"') + END, 422, 'file_name_unsuitable'],
    ['a name with a line end', part('file', 'x', '; filename="a%0D%0Ab.txt"') + END, 422, 'file_name_unsuitable'],
    ['half a file', part('file', 'x', FILENAME), 400, 'upload_incomplete'],
    ['half a header', `--${BOUNDARY}\r\nContent-Dispo`, 400, 'upload_incomplete'],
    ['no boundary where one belongs', 'hello', 400, 'upload_incomplete'],
    ['a header without end', `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${'a'.repeat(100_000)}.txt"\r\n\r\nx\r\n${END}`, 422, 'file_name_unsuitable'],
  ])('a form with %s is refused and leaves nothing', async (_, body, status, code) => {
    const answer = await raw(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    await nothingIsLeft();
  });

  test.each<[string, string, number, string]>([
    ['multipart/form-data', 'x', 400, 'upload_form_wrong'],
    ['multipart/mixed; boundary=x', 'x', 415, 'media_type_unsupported'],
    ['application/json', '{}', 415, 'media_type_unsupported'],
    ['application/pdf', 'x', 415, 'media_type_unsupported'],
  ])('a body of type %s is refused', async (type, body, status, code) => {
    const answer = await raw(body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    await nothingIsLeft();
  });

  test('a form that is compressed as a whole is refused and leaves nothing', async () => {
    const answer = await raw(gzipSync(part('file', 'x', FILENAME) + END), undefined, { 'content-encoding': 'gzip' });
    expect([answer.status, answer.body.code]).toEqual([415, 'content_encoding_unsupported']);
    await nothingIsLeft();
  });

  test('a sender who goes away in the middle leaves nothing, and the next one is served', async () => {
    await files.app.listen(0, '127.0.0.1');
    const { port } = files.app.getHttpServer().address() as AddressInfo;
    const spools = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hewu-upload-'));
    const before = spools();
    for (let i = 0; i < 8; i++) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`POST /api/v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer wang\r\ncontent-type: multipart/form-data; boundary=${BOUNDARY}\r\ncontent-length: 100000\r\n\r\n${part('file', 'x'.repeat(5_000), FILENAME)}`);
      await new Promise((sent) => setTimeout(sent, 20));
      socket.destroy();
    }
    await new Promise((seen) => setTimeout(seen, 50));
    await nothingIsLeft();
    expect(spools().filter((name) => !before.includes(name))).toEqual([]);
    await files.send(pdf, 'a.pdf').expect(201);
  });

  test('one person sends a few at once, and is told to wait with more', async () => {
    await files.app.listen(0, '127.0.0.1');
    const { port } = files.app.getHttpServer().address() as AddressInfo;
    const begun = Array.from({ length: 10 }, () => connect(port, '127.0.0.1'));
    for (const socket of begun) socket.write(`POST /api/v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer wang\r\ncontent-type: multipart/form-data; boundary=${BOUNDARY}\r\ncontent-length: 100000\r\n\r\n`);
    await new Promise((sent) => setTimeout(sent, 50));
    const answer = await files.send(pdf, 'a.pdf').expect(429);
    expect([answer.body.code, answer.headers['retry-after']]).toEqual(['too_many_requests', '5']);
    await files.send(pdf, 'a.pdf', { token: 'zhao' }).expect(201);
    for (const socket of begun) socket.destroy();
    await new Promise((seen) => setTimeout(seen, 50));
    await files.send(pdf, 'a.pdf').expect(201);
  });
});

describe('when bytes cannot be kept', () => {
  test.each([['a full disk', new StorageFull('full'), 507, 'storage_full'], ['a store that is away', new StoreUnavailable('away'), 503, 'store_unavailable']] as const)('%s is told, and nothing is recorded', async (_, fault, status, code) => {
    const files = await startFilesApp((stores) => ({ ...stores, blobs: { ...stores.blobs, put: () => Promise.reject(fault), close: async () => undefined } as never }));
    const answer = await files.send(pdf, 'a.pdf');
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await files.stores.events.end()).toBeNull();
    await files.stop();
  });

  test('damaged bytes are never given out whole', async () => {
    const files = await startFilesApp();
    const large = randomBytes(300_000);
    const content = Buffer.concat([pdf, large]);
    const { body } = await files.send(content, 'a.pdf').expect(201);
    const path = join(files.folder, 'files', body.file.sha256);
    const kept = readFileSync(path);
    kept[299_999]! ^= 1;
    writeFileSync(path, kept);
    await expect(files.get(`${body.id}/content`).then((answer) => answer.body.length)).rejects.toThrow(/aborted|socket hang up/);
    writeFileSync(path, kept.subarray(0, 1_000));
    expect((await files.get(`${body.id}/content`).expect(500)).body.code).toBe('internal_fault');
    await files.stop();
  });
});
