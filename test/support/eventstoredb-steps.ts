import {
  BACKWARDS, END, EventStoreDBClient, NO_STREAM, START, STREAM_EXISTS, eventTypeFilter, jsonEvent, streamNameFilter,
  type AllStreamSubscription, type AppendExpectedRevision, type EventData, type ReadPosition,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { outcomeOf, type Observed } from './eventstoredb-outcomes.js';

/** Names a stream of this run. */
type Names = (suffix: string | number) => string;

type Step = () => Promise<unknown>;

const event = (id: string = randomUUID(), data: object = { a: 1 }, type = 'T'): EventData => jsonEvent({ id, type, data: data as Record<string, unknown> });

/**
 * What was done to the real server, step by step and in its order, by the names in `eventstoredb-observed.json`. The
 * record holds the answers; this holds the questions. Later steps stand on what earlier ones stored.
 */
export const recordedSteps = (client: EventStoreDBClient, run: string): Readonly<Record<string, Step>> => {
  const cat: Names = (suffix) => `cat-${run}-${suffix}`;
  const append = (stream: string, events: EventData[], expectedRevision: AppendExpectedRevision) => client.appendToStream(stream, events, { expectedRevision });
  const read = (stream: string, options = {}) => collect(client.readStream(stream, options));
  const first = [event(), event(), event()];
  const fourth = event();
  const twin = randomUUID();
  return {
    'append 3 events, NO_STREAM': () => append(cat(1), first, NO_STREAM),
    'append NO_STREAM to an existing stream, new ids': () => append(cat(1), [event()], NO_STREAM),
    'same ids again, same expectation': () => append(cat(1), first, NO_STREAM),
    'append at revision 2n': () => append(cat(1), [fourth], 2n),
    'the first three ids again, NO_STREAM, after later events': () => append(cat(1), first, NO_STREAM),
    'first two of the three ids again (part of a batch), NO_STREAM': () => append(cat(1), first.slice(0, 2), NO_STREAM),
    'one old id and one new id, NO_STREAM': () => append(cat(1), [first[0]!, event()], NO_STREAM),
    'same id, other data, same expectation': () => append(cat(1), [event(fourth.id, { a: 2 })], 2n),
    'same id, other expectation (3n)': () => append(cat(1), [fourth], 3n),
    'expected revision ahead of the stream': () => append(cat(1), [event()], 99n),
    'expected revision on a missing stream': () => append(cat(2), [event()], 0n),
    'STREAM_EXISTS on a missing stream': () => append(cat(3), [event()], STREAM_EXISTS),
    'empty list of events, NO_STREAM': () => append(cat(4), [], NO_STREAM),
    'read after the empty append': () => read(cat(4)),
    'the same id twice in one append': () => append(cat(5), [event(twin), event(twin)], NO_STREAM),
    'read it back': () => read(cat(5)),
    'the same id in two streams': async () => {
      const shared = event();
      await append(cat('a'), [shared], NO_STREAM);
      return append(cat('b'), [shared], NO_STREAM);
    },
    'read a missing stream': () => read(cat('none')),
    'read from a revision beyond the end': () => read(cat(1), { fromRevision: 99n }),
    'read backwards from END, maxCount 2': () => read(cat(1), { direction: BACKWARDS, fromRevision: END, maxCount: 2 }),
    'read whole stream': () => read(cat(1)),
    'event of 1.2 MB': () => append(cat('big'), [event(randomUUID(), { text: 'x'.repeat(1_200_000) })], NO_STREAM),
    'eight events of 300 kB in one append': () => append(cat('big'), Array.from({ length: 8 }, () => event(randomUUID(), { text: 'x'.repeat(300_000) })), NO_STREAM),
    'empty stream name': () => append('', [event()], NO_STREAM),
    'stream name with Chinese and spaces': () => append(`${cat('合川 武胜')}`, [event()], NO_STREAM),
    'append to $-stream': () => append(`$${cat('s')}`, [event()], NO_STREAM),
    'maxCount 2 by stream metadata, then read': async () => {
      await client.setStreamMetadata(cat(1), { maxCount: 2 });
      return read(cat(1));
    },
    'truncateBefore 3, then read': async () => {
      await client.setStreamMetadata(cat(1), { truncateBefore: 3 });
      return read(cat(1));
    },
    'append NO_STREAM where all events are truncated': async () => {
      await append(cat(6), [event()], NO_STREAM);
      await client.setStreamMetadata(cat(6), { truncateBefore: 1 });
      return append(cat(6), [event()], NO_STREAM);
    },
    'delete, then read': async () => {
      await append(cat(7), [event()], NO_STREAM);
      await client.deleteStream(cat(7));
      return read(cat(7));
    },
    'append NO_STREAM after delete': () => append(cat(7), [event()], NO_STREAM),
    'append at the old revision 0n after delete and recreate': () => append(cat(7), [event()], 0n),
    'tombstone, then append': async () => {
      await client.tombstoneStream(cat(5));
      return append(cat(5), [event()], 1n);
    },
    'tombstone, then read': () => read(cat(5)),
    'subscribe $all from START, prefix filter': () => listen(subscribe(client, cat(1)), 'caughtUp'),
    'the same, and an append while live': () => {
      const subscription = subscribe(client, cat(9));
      subscription.on('caughtUp', () => void append(cat(9), [event(randomUUID(), {}, 'Live')], NO_STREAM));
      return listen(subscription, 'event');
    },
    'type regex that is broken': () => listen(client.subscribeToAll({ fromPosition: START, filter: eventTypeFilter({ regex: '(' }) }), 'error'),
    'position that is no record boundary': () => listen(subscribe(client, cat(1), { commit: 1n, prepare: 1n }), 'error'),
    'position beyond the end': () => listen(subscribe(client, cat(1), { commit: 10n ** 12n, prepare: 10n ** 12n }), 'caughtUp'),
    'append, nobody listens on the port': () => withNobody((nobody) => nobody.appendToStream('x', event())),
    'read, nobody listens on the port': () => withNobody((nobody) => collect(nobody.readStream('x'))),
  };
};

const subscribe = (client: EventStoreDBClient, prefix: string, fromPosition: ReadPosition = START): AllStreamSubscription =>
  client.subscribeToAll({ fromPosition, filter: streamNameFilter({ prefixes: [prefix] }) });

const collect = async <T>(events: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const one of events) all.push(one);
  return all;
};

/** All that a subscription says until it has said the last thing awaited; then it is left, and says its end. */
const listen = (subscription: AllStreamSubscription, last: 'caughtUp' | 'event' | 'error'): Promise<Observed[]> =>
  new Promise((resolve) => {
    const said: Observed[] = [];
    const say = (what: Observed, leave: boolean): void => {
      said.push(what);
      if (leave) void subscription.unsubscribe();
    };
    subscription.on('confirmation', () => say('confirmation', false));
    subscription.on('caughtUp', () => say('caughtUp', last === 'caughtUp'));
    subscription.on('data', ({ event }) => say({ type: event!.type, stream: event!.streamId, revision: `${event!.revision}n` }, last === 'event'));
    subscription.on('end', () => say('end', false));
    subscription.on('close', () => resolve([...said, 'close']));
    subscription.on('error', (error) => {
      said.push({ error: outcomeOf(error) });
      resolve(said);
    });
  });

const withNobody = async (work: (nobody: EventStoreDBClient) => Promise<unknown>): Promise<unknown> => {
  const nobody = EventStoreDBClient.connectionString`esdb://127.0.0.1:1?tls=false`;
  try {
    return await work(nobody);
  } finally {
    await nobody.dispose();
  }
};
