import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { readingEvents, type Reading, type ReadingEvent } from './events.js';

type By = { readonly instrumentId: string; readonly ownerOrganisationId: string; readonly actorId: string; readonly now: string };
export type RegisterKey = By & { readonly do: 'register_key'; readonly keyId: string; readonly publicKey: string };
export type RevokeKey = By & { readonly do: 'revoke_key'; readonly keyId: string; readonly reason: string };
/** What an instrument sent. */
export type Batch = { readonly batchId: string; readonly sentAt: string; readonly readings: readonly Reading[] };
/** `verifiedBy`: the public key under which the signature holds; null when it does not. */
export type Receive = { readonly do: 'receive'; readonly instrumentId: string; readonly keyId: string; readonly verifiedBy: string | null; readonly batch: Batch; readonly messageSha256: string; readonly now: string };
export type ReadingsCommand = RegisterKey | RevokeKey | Receive;

/** In order of precedence. */
export type ReadingsRefusal = 'instrument_keys_many' | 'instrument_key_unknown' | 'instrument_key_revoked' | 'reading_signature_wrong' | 'reading_not_of_now' | 'reading_replayed' | 'reading_impossible' | 'readings_overlap';

/** A message is of now within so much, either way: clocks of instruments are not ours. */
export const WINDOW_MS = 5 * 60_000;
/** Old keys, a spare one, and the one in use. */
export const KEYS_AT_MOST = 10;
const MINUTE = 60_000;

export type Readings = {
  readonly ownerOrganisationId: string;
  readonly keys: { readonly [keyId: string]: { readonly publicKey: string; readonly revoked: boolean } };
  /** Where what was said ends; what comes next begins there or later. */
  readonly lastUntil: string | null;
  readonly meter: { readonly minutes: number; readonly at: string } | null;
  /** Batches sent within the window before the newest: a message that is older is refused for that. */
  readonly recent: readonly { readonly batchId: string; readonly sentAt: string; readonly messageSha256: string }[];
};

/** What an instrument says of itself, under its own keys. */
export const readings: Decider<Readings, ReadingsCommand, ReadingEvent, ReadingsRefusal> = {
  events: readingEvents,
  stateVersion: 2,
  initialState: { ownerOrganisationId: '', keys: {}, lastUntil: null, meter: null, recent: [] },

  evolve: (state, event): Readings => {
    switch (event.type) {
      case 'InstrumentKeyRegistered': {
        const { keyId, publicKey, ownerOrganisationId } = event.data;
        return { ...state, ownerOrganisationId, keys: { ...state.keys, [keyId]: { publicKey, revoked: false } } };
      }
      case 'InstrumentKeyRevoked': {
        const key = state.keys[event.data.keyId];
        return key ? { ...state, keys: { ...state.keys, [event.data.keyId]: { ...key, revoked: true } } } : state;
      }
      case 'ReadingsReceived': {
        const { batchId, sentAt, readings: said, messageSha256, receivedAt } = event.data;
        const oldest = Date.parse(receivedAt) - 2 * WINDOW_MS;
        const metered = said.findLast(({ meterMinutes }) => meterMinutes !== null);
        return {
          ...state,
          lastUntil: said.at(-1)?.until ?? state.lastUntil,
          meter: metered ? { minutes: metered.meterMinutes!, at: metered.until } : state.meter,
          recent: [...state.recent.filter((one) => Date.parse(one.sentAt) >= oldest), { batchId, sentAt, messageSha256 }],
        };
      }
    }
  },

  decide: (command, state): readonly ReadingEvent[] | Refusal<ReadingsRefusal> => {
    if (command.do === 'receive') return receive(command, state);
    const { instrumentId, ownerOrganisationId, keyId, actorId, now } = command;
    const key = state.keys[keyId];
    if (command.do === 'revoke_key') {
      if (!key) return refuse('instrument_key_unknown');
      return key.revoked ? [] : [{ type: 'InstrumentKeyRevoked', data: { instrumentId, ownerOrganisationId, keyId, reason: command.reason, revokedBy: actorId, revokedAt: now } }];
    }
    // A key that was given up may be known to others by now; it never comes back.
    if (key) return key.revoked ? refuse('instrument_key_revoked') : [];
    if (Object.keys(state.keys).length >= KEYS_AT_MOST) return refuse('instrument_keys_many', { atMost: KEYS_AT_MOST });
    return [{ type: 'InstrumentKeyRegistered', data: { instrumentId, ownerOrganisationId, keyId, publicKey: command.publicKey, registeredBy: actorId, registeredAt: now } }];
  },
};

const receive = ({ instrumentId, keyId, verifiedBy, batch, messageSha256, now }: Receive, state: Readings): readonly ReadingEvent[] | Refusal<ReadingsRefusal> => {
  const key = state.keys[keyId];
  if (!key) return refuse('instrument_key_unknown');
  if (key.revoked) return refuse('instrument_key_revoked');
  if (verifiedBy !== key.publicKey) return refuse('reading_signature_wrong');
  // An instrument that heard no answer sends the same message again, and hears it.
  if (state.recent.some((one) => one.batchId === batch.batchId && one.messageSha256 === messageSha256)) return [];
  if (Math.abs(Date.parse(now) - Date.parse(batch.sentAt)) > WINDOW_MS) return refuse('reading_not_of_now', { sentAt: batch.sentAt, now, withinSeconds: WINDOW_MS / 1000 });
  if (state.recent.some(({ batchId }) => batchId === batch.batchId)) return refuse('reading_replayed', { batchId: batch.batchId });
  const impossible = impossibleIn(batch, state);
  if (impossible) return refuse('reading_impossible', impossible);
  if (state.lastUntil !== null && batch.readings[0]!.from < state.lastUntil) return refuse('readings_overlap', { notBefore: state.lastUntil });
  return [{ type: 'ReadingsReceived', data: { instrumentId, ownerOrganisationId: state.ownerOrganisationId, keyId, ...batch, messageSha256, receivedAt: now } }];
};

/** What no instrument can have measured: spans that end before they begin, overlap, or lie ahead; a meter that falls, or ran longer than the clock. */
const impossibleIn = ({ readings: said, sentAt }: Batch, { meter }: Readings): Record<string, unknown> | null => {
  let before: Reading | null = null;
  let last = meter;
  for (const [at, reading] of said.entries()) {
    const { from, until, meterMinutes } = reading;
    if (until <= from || until > sentAt || (before !== null && from < before.until)) return { at, from, until };
    if (meterMinutes !== null) {
      const passed = last === null ? Infinity : Math.ceil((Date.parse(until) - Date.parse(last.at)) / MINUTE);
      if (last !== null && (meterMinutes < last.minutes || meterMinutes - last.minutes > passed)) return { at, meterMinutes, atMost: last.minutes + passed, atLeast: last.minutes };
      last = { minutes: meterMinutes, at: until };
    }
    before = reading;
  }
  return null;
};
