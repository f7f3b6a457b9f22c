import type { AnyFamily, Event, Recorded } from '@hewu/kernel/src/event.js';
import { achievementEvents, type AchievementEvent } from '@hewu/listings/src/events.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { OpenPast } from './public-then.js';

/**
 * Per achievement, the streams that tell of it: its own, and every one in which an event names it. So the whole history of
 * an achievement is found although the return of a listing names the listing alone.
 */
export type AchievementStreams = OpenPast & {
  readonly _id: string;
  readonly streams: readonly string[];
  /** It is restricted now: what its streams say is withheld (`history.reading.ts`). */
  readonly restricted: boolean;
};

const achievementOf = ({ data }: Recorded): string | null => {
  const { achievementId } = data as { achievementId?: unknown };
  return typeof achievementId === 'string' ? achievementId : null;
};

const evolve = (document: AchievementStreams | null, event: Recorded): AchievementStreams | null => {
  const _id = achievementOf(event);
  if (_id === null) return document;
  const before = document ?? { _id, streams: [], restricted: false, restrictedTimes: [], transfers: [] };
  const restricted = secrecyIn(event) ?? before.restricted;
  const streams = before.streams.includes(event.stream) ? before.streams : [...before.streams, event.stream];
  return { _id, streams, restricted, restrictedTimes: timesAfter(before, restricted, event.position), transfers: transfersAfter(before, event) };
};

const timesAfter = ({ restricted: was, restrictedTimes }: AchievementStreams, is: boolean, position: string): OpenPast['restrictedTimes'] => {
  if (was === is) return restrictedTimes;
  return is ? [...restrictedTimes, { from: position, until: null }] : restrictedTimes.map((time) => (time.until === null ? { ...time, until: position } : time));
};

/** A contract that is concluded while its achievement is restricted was nobody's to read. */
const transfersAfter = ({ restricted, transfers }: AchievementStreams, { type, data }: Recorded): OpenPast['transfers'] => {
  const { transferId, listingId } = data as { transferId?: string; listingId?: string };
  if (type === 'NegotiationOpened' && transferId && listingId && transfers.every((one) => one.transferId !== transferId)) return [...transfers, { transferId, listingId, bound: false }];
  return type === 'ContractConcluded' && !restricted ? transfers.map((one) => (one.transferId === transferId ? { ...one, bound: true } : one)) : transfers;
};

/** Whether it is restricted from this event on; null where the event says nothing of it. */
const secrecyIn = (event: Recorded): boolean | null => {
  if (!Object.hasOwn(achievementEvents.specs, event.type)) return null;
  const { type, data } = event as unknown as AchievementEvent;
  return type === 'AchievementDrafted' || type === 'AchievementCorrected' ? data.content.secrecy === 'restricted' : null;
};

export const achievementStreamsProjection = (families: readonly AnyFamily[]): Projection<AchievementStreams, Event> => ({
  name: 'achievementStreams',
  version: 4,
  families,
  indexes: [{ list: 'streams' }],
  key: achievementOf,
  evolve,
});
