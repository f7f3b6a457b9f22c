import { Resolver } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { httpsOnly, outgoingUrlFault, type UrlFault, type UrlRules } from './outgoing-url.js';
import { isPublicAddress } from './public-address.js';

/** Why no answer came. None of it says what else stands in the network that was called from. */
export const CALL_FAULTS = ['url_refused', 'name_unknown', 'address_refused', 'unreachable', 'certificate_invalid', 'timed_out', 'broken_off'] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** Whom the server may call for others. The product has one set of rules; a test puts its own in their place. */
export type OutgoingRules = UrlRules & {
  /** All addresses of a name; empty when it has none. Asked once a call. */
  readonly resolve: (name: string) => Promise<readonly string[]>;
  readonly mayConnectTo: (address: string) => boolean;
  /** Certificates (PEM) of the authorities that are trusted; null for those that Node comes with. */
  readonly authorities: readonly string[] | null;
};

/** Injection token of the rules. */
export const OUTGOING_RULES = Symbol('OutgoingRules');

export type Call = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For everything together: the name, the connection, the answer and the reading of it. */
  readonly timeoutMs: number;
  /** Ends the call early; it then throws. */
  readonly signal: AbortSignal;
};

/** Names that nobody can own (RFC 6761, RFC 2606): looked up nowhere. */
const NOBODYS = /(^|\.)(example|invalid|test)$/;

// Not the system's own look-up: that one would also answer from the machine's hosts file and search list, and a slow name
// would hold one of the four threads that files share.
const resolver = new Resolver({ timeout: 3_000, tries: 2 });

const resolvePublic = async (name: string): Promise<readonly string[]> => {
  if (NOBODYS.test(name)) return [];
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
};

/** The product's: names of the public internet, by HTTPS. */
export const publicOnly: OutgoingRules = { ...httpsOnly, resolve: resolvePublic, mayConnectTo: isPublicAddress, authorities: null };

/**
 * Calls an address that somebody else gave. Its name is looked up once; when a single one of its addresses is not allowed
 * nothing is called, and the connection goes to the very addresses that were checked, so a name that answers differently
 * the next time gains nothing. Redirects are answers like others: nobody follows them. `read` takes from the answer what
 * is wanted; whatever it leaves is never received. A fault is a value; only an end by `signal` throws.
 */
export const callOut = async <T>(call: Call, rules: OutgoingRules, read: (answer: IncomingMessage) => Promise<T>): Promise<{ readonly answer: T } | { readonly fault: CallFault; readonly why?: UrlFault }> => {
  const why = outgoingUrlFault(call.url, rules);
  if (why) return { fault: 'url_refused', why };
  const patience = AbortSignal.timeout(call.timeoutMs);
  const signal = AbortSignal.any([patience, call.signal]);
  const url = new URL(call.url);
  try {
    const addresses = await unlessAborted(rules.resolve(url.hostname), signal);
    if (addresses.length === 0) return { fault: 'name_unknown' };
    if (!addresses.every(rules.mayConnectTo)) return { fault: 'address_refused' };
    return { answer: await unlessAborted(exchange(call, url, addresses, rules.authorities, signal, read), signal) };
  } catch (error) {
    if (call.signal.aborted) throw error;
    return { fault: patience.aborted ? 'timed_out' : faultOf(error) };
  }
};

/** A connection of its own for every call: one that is kept would outlive the check of its address. */
const exchange = <T>(call: Call, url: URL, addresses: readonly string[], authorities: readonly string[] | null, signal: AbortSignal, read: (answer: IncomingMessage) => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = request(url, { method: call.method, headers: call.headers, agent: false, lookup: onlyTo(addresses), signal, ...(authorities ? { ca: [...authorities] } : {}) });
    outgoing.once('response', (answer) => {
      answer.on('error', reject);
      read(answer).then(resolve, reject).finally(() => answer.destroy());
    });
    outgoing.on('error', reject);
    outgoing.once('close', () => reject(new Error('closed without an answer')));
    outgoing.end(call.body);
  });

/** Stands where Node would look the name up again. */
const onlyTo = (addresses: readonly string[]): LookupFunction => (_name, { all }, callback) => {
  const checked = addresses.map((address) => ({ address, family: isIP(address) }));
  if (all) callback(null, checked);
  else callback(null, checked[0]!.address, checked[0]!.family);
};

const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

const UNREACHABLE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'EACCES', 'EPERM']);

const faultOf = (error: unknown): CallFault => {
  const { code = '', errors = [] } = error as { code?: string; errors?: readonly { code?: string }[] };
  if (UNREACHABLE.has(code) || errors.some((one) => UNREACHABLE.has(one.code ?? ''))) return 'unreachable';
  return /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY|ERR_SSL|EPROTO/.test(code) ? 'certificate_invalid' : 'broken_off';
};
