import { BACKWARDS, END, EventStoreDBClient, type StreamingRead } from '@eventstore/db-client';
import { OutcomeUnknown, StoreUnavailable } from './event-store.js';
import { needsAnotherClient, readFault, saysAway } from './eventstoredb-errors.js';
import type { Resolved } from './eventstoredb-events.js';
import { Turns } from './turns.js';

/**
 * Appends on their way at once. The client queues what its stream does not take (16 messages wait there), and when the
 * connection breaks, each append in that queue rejects a promise that nobody holds, which ends Node [seen in 6.2.1 with
 * 400 appends at once]. One message an append, so below 16 the queue stays empty.
 */
const APPENDS_AT_ONCE = 15;

/**
 * The client keeps the pending appends of a whole process in one place: when the connection of one client breaks, the
 * appends of all are rejected, and an answer that comes later ends Node. So a process has one connection, shared by all
 * stores that name the same server, and a second server is refused.
 */
let shared: { readonly url: string; readonly connection: EventStoreDbConnection; users: number } | null = null;

/** The last connection on its way out; the next one waits for it. */
let leaving: Promise<void> = Promise.resolve();

/** Of a connection string, in lower case. At any other the client prints the whole string, with its password, and goes on. */
const OPTIONS: ReadonlySet<string> = new Set([
  'connectionname', 'defaultdeadline', 'discoveryinterval', 'gossiptimeout', 'keepaliveinterval', 'keepalivetimeout', 'maxdiscoverattempts',
  'nodepreference', 'throwonappendfailure', 'tls', 'tlscafile', 'usercertfile', 'userkeyfile',
]);

const optionsOf = (url: string): readonly string[] => (url.split('?', 2)[1] ?? '').split('&').flatMap((pair) => pair.split('=', 1)).filter((name) => name !== '');

/** The process's connection to this server, made when nobody holds it yet. Give it back with `release`. Throws on a string that the client does not take. */
export const connectionTo = (url: string): EventStoreDbConnection => {
  const unknown = optionsOf(url).find((name) => !OPTIONS.has(name.toLowerCase()));
  if (unknown !== undefined) throw new Error(`there is no option "${unknown}"`);
  if (shared && shared.url !== url) throw new Error('this process is connected to another EventStoreDB already; its client allows one server a process');
  shared ??= { url, connection: new EventStoreDbConnection(url, leaving), users: 0 };
  shared.users += 1;
  return shared.connection;
};

/** The last one to release ends the connection, after its appends were answered or their time has passed. */
export const release = async (connection: EventStoreDbConnection, timeoutMs: number): Promise<void> => {
  if (shared?.connection !== connection) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  shared = null;
  leaving = connection.end(timeoutMs);
  await leaving;
};

/** One client, replaced when it cannot heal by itself, and the time-outs that it lacks. */
export class EventStoreDbConnection {
  private client: EventStoreDBClient;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly turns = new Turns(APPENDS_AT_ONCE);
  private renewing: Promise<void> | null = null;
  /** Set while the server is known to answer; forgotten at the first sign that it does not. */
  private greeting: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    private readonly before: Promise<void>,
  ) {
    this.client = EventStoreDBClient.connectionString(url);
  }

  /** The client to use now. */
  async ready(): Promise<EventStoreDBClient> {
    await this.before;
    await this.renewing;
    return this.client;
  }

  /**
   * Sends what must be sent at most once. A server that was away must first answer a harmless question, so that its
   * silence means "nothing was sent"; after that, silence means that nobody knows.
   */
  async send<T>(work: (client: EventStoreDBClient) => Promise<T>, timeoutMs: number): Promise<T> {
    if (!(await this.turns.take(timeoutMs))) throw new StoreUnavailable(`EventStoreDB did not take the appends before this one within ${timeoutMs} ms`);
    let sent: Promise<T>;
    try {
      this.greeting ??= this.greet(timeoutMs);
      await this.greeting;
      sent = work(await this.ready());
    } catch (error) {
      this.turns.give();
      throw error;
    }
    this.underWay.add(sent);
    const done = (): void => {
      this.underWay.delete(sent);
      this.turns.give();
    };
    sent.then(done, done);
    try {
      return await within(timeoutMs, () => sent, () => {
        // The answer may never come, and its turn must: replacing the client ends what is still open.
        this.renew(timeoutMs);
        return new OutcomeUnknown(`EventStoreDB did not answer an append within ${timeoutMs} ms`);
      });
    } catch (error) {
      this.doubt(error);
      if (needsAnotherClient(error)) this.renew(timeoutMs);
      throw error;
    }
  }

  private async greet(timeoutMs: number): Promise<void> {
    try {
      await this.read((client) => client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }), timeoutMs, 'greeting');
    } catch (error) {
      throw readFault(error, 'greeting');
    }
  }

  /** Reads a page whole; the patience is with each event. The client's own deadline does not hold when the server hangs. */
  async read(open: (client: EventStoreDBClient) => StreamingRead<Resolved>, timeoutMs: number, what: string): Promise<readonly Resolved[]> {
    const stream = open(await this.ready());
    try {
      return await within(timeoutMs, (sign) => all(stream, sign), () => {
        void cancelQuietly(stream);
        return new StoreUnavailable(`EventStoreDB did not answer within ${timeoutMs} ms (${what})`);
      });
    } catch (error) {
      this.doubt(error);
      throw error;
    }
  }

  /** To be told of every failure: a server that seems away is greeted anew before anything is sent to it. */
  doubt(error: unknown): void {
    if (error instanceof Error && saysAway(error)) this.greeting = null;
  }

  /** The old client must be gone before the new one sends: they share their pending appends. Subscriptions begin anew. */
  private renew(timeoutMs: number): void {
    this.renewing ??= (async () => {
      await this.empty(timeoutMs);
      this.client = EventStoreDBClient.connectionString(this.url);
    })().finally(() => {
      this.renewing = null;
    });
  }

  /** Appends under way are waited for; ending the client rejects those that remain. */
  async end(timeoutMs: number): Promise<void> {
    if (this.renewing) await this.renewing;
    await this.empty(timeoutMs);
  }

  private async empty(timeoutMs: number): Promise<void> {
    await atMost(timeoutMs, Promise.allSettled(this.underWay));
    await atMost(timeoutMs, this.client.dispose());
  }
}

const all = async (stream: StreamingRead<Resolved>, sign: () => void): Promise<readonly Resolved[]> => {
  const events: Resolved[] = [];
  for await (const event of stream) {
    events.push(event);
    sign();
  }
  return events;
};

/** What is cancelled has failed already, and was reported then. */
const cancelQuietly = (stream: StreamingRead<Resolved>): Promise<void> => stream.cancel().catch(() => undefined);

/** The work's result, or an error when nothing came of it for so long; the work itself goes on unheard. A sign of life begins the wait anew. */
const within = async <T>(milliseconds: number, work: (sign: () => void) => Promise<T>, late: () => Error): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds);
  });
  try {
    return await Promise.race([work(() => timer?.refresh()), patience]);
  } finally {
    clearTimeout(timer);
  }
};

/** Waits for the work, but no longer than that. */
const atMost = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  const over = new AbortController();
  await Promise.race([work, pause(milliseconds, over.signal)]);
  over.abort();
};

/** A while, cut short by the signal. */
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal?.addEventListener('abort', over, { once: true });
  });
