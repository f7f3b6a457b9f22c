import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { callOut, CALL_FAULTS, type CallFault, type OutgoingRules } from '@hewu/platform/src/outgoing-call.js';
import { READING_FAULTS } from './busy-spans.js';

/** By what an answer says of itself whether it has changed since. */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null };

const ANSWER_FAULTS = ['redirected', 'not_given', 'too_large', 'encoding_unknown'] as const;
type AnswerFault = (typeof ANSWER_FAULTS)[number];
export type FetchFault = CallFault | AnswerFault;

/** Everything that can keep a calendar from being read. */
export const OWN_CALENDAR_FAULTS = [...CALL_FAULTS, ...ANSWER_FAULTS, ...READING_FAULTS] as const;
export type OwnCalendarFault = (typeof OWN_CALENDAR_FAULTS)[number];

export type Fetched = { readonly text: string; readonly validators: Validators } | 'not_modified' | { readonly fault: FetchFault; readonly status: number | null };

/** For everything, from the look-up of the name to the last line. */
const PATIENCE_MS = 15_000;
/** Of what comes over the wire as of what it unfolds to. */
export const BYTES_AT_MOST = 2 * 1024 * 1024;
const VALIDATOR_CHARACTERS = 1_000;

/**
 * Reads a calendar from an address that a person gave. It may change the day after it was checked, so the checks of
 * `outgoing-call.ts` are those of the very connection; redirects are not followed, and no more is received than is allowed.
 */
export const fetchCalendar = async (url: string, known: Validators, rules: OutgoingRules, signal: AbortSignal): Promise<Fetched> => {
  const headers = {
    accept: 'text/calendar', 'accept-encoding': 'identity', 'user-agent': 'Hewu calendar reader',
    ...(known.etag === null ? {} : { 'if-none-match': known.etag }), ...(known.lastModified === null ? {} : { 'if-modified-since': known.lastModified }),
  };
  const outcome = await callOut({ url, method: 'GET', headers, timeoutMs: PATIENCE_MS, signal }, rules, answered);
  if ('fault' in outcome) return { fault: outcome.fault, status: null };
  const { answer } = outcome;
  if (answer === 'not_modified' || 'fault' in answer) return answer;
  const bytes = answer.packed ? await unpacked(answer.bytes) : answer.bytes;
  return Buffer.isBuffer(bytes) ? { text: bytes.toString('utf8'), validators: answer.validators } : bytes;
};

type Fault = { readonly fault: FetchFault; readonly status: number | null };
type Answered = 'not_modified' | Fault | { readonly bytes: Buffer; readonly packed: boolean; readonly validators: Validators };

const answered = async (answer: IncomingMessage): Promise<Answered> => {
  const status = answer.statusCode ?? 0;
  if (status === 304) return 'not_modified';
  if (status >= 300 && status < 400) return { fault: 'redirected', status };
  if (status !== 200) return { fault: 'not_given', status };
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') return { fault: 'encoding_unknown', status: null };
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BYTES_AT_MOST) return { fault: 'too_large', status: null };
    parts.push(part);
  }
  return { bytes: Buffer.concat(parts), packed: encoding === 'gzip', validators: { etag: validator(answer.headers.etag), lastModified: validator(answer.headers['last-modified']) } };
};

/** Somebody who packs although it was not asked for gets no more room by it. */
const unpacked = (bytes: Buffer): Promise<Buffer | Fault> =>
  promisify(gunzip)(bytes, { maxOutputLength: BYTES_AT_MOST }).catch((error: { code?: string }): Fault => ({ fault: error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'broken_off', status: null }));

const validator = (header: string | undefined): string | null => (header !== undefined && header.length <= VALIDATOR_CHARACTERS ? header : null);
