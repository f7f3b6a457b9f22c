import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { BlobTooLarge } from '@hewu/kernel/src/blob-store.js';
import { StorageFull, StoreUnavailable } from '@hewu/kernel/src/event-store.js';
import { Problem, RefusalProblem } from '@hewu/platform/src/problems.js';
import { Spool } from './spool.js';

/** A house rule (issue of the market, part 1): enough for a report with pictures. */
export const MOST_FILE_BYTES = 20 * 1_048_576;
/** What the form adds around the file. */
const FORM_BYTES = 65_536;
/** The one part of the form. */
export const FIELD = 'file';
/** Somebody who sends nothing for so long, or is not done after so long (20 MiB at 280 kbit/s), has gone away. */
const SILENCE_MS = 30_000;
const LONGEST_MS = 600_000;
/** What still comes after a refusal is read and thrown away for so long, so that the sender sees the answer. */
const LINGER_MS = 10_000;

/** What came, on disk; `release` it. `name` and `declared` as the sender said them. */
export type Received = { readonly name: string; readonly declared: string; readonly content: Spool };

/** A form of exactly one part, the file (RFC 7578). */
const LIMITS = { files: 1, fields: 0, parts: 1, headerPairs: 16, headerSize: 8_192 };

/**
 * Takes the one file of a form from a request, piece by piece. Throws `Problem` and `RefusalProblem` for whatever the sender
 * did wrong, and what `Spool` throws of the disk; nothing is left then.
 */
export const receiveFile = (request: IncomingMessage): Promise<Received> => {
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) throw new Problem(415, 'media_type_unsupported');
  if (Number(request.headers['content-length'] ?? 0) > MOST_FILE_BYTES + FORM_BYTES) throw tooLarge();
  return new Promise((taken, refused) => {
    const form = formOf(request.headers);
    let receiving: Promise<Received> | null = null;
    let part: Readable | null = null;
    const watching = watch(request);
    let over = false;
    const end = (outcome: () => void): void => {
      if (over) return;
      over = true;
      clearInterval(watching);
      outcome();
    };
    const fail = (fault: unknown): void =>
      end(() => {
        request.unpipe(form);
        part?.destroy();
        linger(request);
        // Only when nothing of it lies about any more.
        void Promise.resolve(receiving).then((received) => received?.content.release(), () => undefined).then(() => refused(fault));
      });
    form.on('file', (field, stream, name, _encoding, declared) => {
      // Heard of by whoever reads the stream.
      part = stream.on('error', () => undefined);
      if (field !== FIELD || !name) return fail(wrongForm());
      receiving = Spool.of(stream, MOST_FILE_BYTES).then((content) => ({ name: unescaped(name), declared, content }));
      receiving.catch((fault: unknown) => fail(told(fault)));
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) form.on(limit, () => fail(wrongForm()));
    form.on('error', () => fail(incomplete()));
    form.on('finish', () => void (receiving ? receiving.then((received) => end(() => taken(received)), fail) : fail(wrongForm())));
    request.on('error', () => fail(incomplete()));
    request.on('close', () => request.complete || fail(incomplete()));
    request.pipe(form);
  });
};

/** Browsers write a quotation mark in a name so (HTML, "multipart/form-data encoding algorithm"). */
const unescaped = (name: string): string => name.replace(/%22/g, '"').replace(/%0[ad]/gi, '\n');

/** A fault of our disk is ours; anything else is of the sender's stream. */
const told = (fault: unknown): unknown => {
  if (fault instanceof BlobTooLarge) return tooLarge();
  return fault instanceof StorageFull || fault instanceof StoreUnavailable ? fault : incomplete();
};

const formOf = (headers: IncomingMessage['headers']): BusboyInstance => {
  try {
    return new Busboy({ headers: { ...headers, 'content-type': headers['content-type']! }, limits: LIMITS, preservePath: true });
  } catch {
    // Such as a type that names no boundary.
    throw wrongForm();
  }
};

/** Breaks the connection of whoever has gone away: nobody is there to answer. */
const watch = (request: IncomingMessage): NodeJS.Timeout => {
  let [heard, rounds] = [0, 0];
  return setInterval(() => {
    rounds += 1;
    const now = request.socket.bytesRead;
    if (now === heard || rounds * SILENCE_MS >= LONGEST_MS) request.destroy();
    heard = now;
  }, SILENCE_MS);
};

const linger = (request: IncomingMessage): void => {
  request.resume();
  const patience = setTimeout(() => request.complete || request.destroy(), LINGER_MS).unref();
  request.once('close', () => clearTimeout(patience));
};

const tooLarge = (): Problem => new Problem(413, 'file_too_large', { mostBytes: MOST_FILE_BYTES });
const wrongForm = (): RefusalProblem => new RefusalProblem({ refused: 'upload_form_wrong', details: { field: FIELD } });
const incomplete = (): RefusalProblem => new RefusalProblem({ refused: 'upload_incomplete' });
