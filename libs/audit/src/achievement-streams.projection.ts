import type { AnyFamily, Event, Recorded } from '@hewu/kernel/src/event.js';
import { achievementEvents, type AchievementEvent } from '@hewu/listings/src/events.js';
import type { Projection } from '@hewu/kernel/src/projection.js';

/**
 * Per achievement, the streams that tell of it: its own, and every one in which an event names it. So the whole history of
 * an achievement is found although the return of a listing names the listing alone.
 */
export type AchievementStreams = {
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
  const before = document ?? { _id, streams: [], restricted: false };
  const restricted = secrecyIn(event) ?? before.restricted;
  const streams = before.streams.includes(event.stream) ? before.streams : [...before.streams, event.stream];
  return { _id, streams, restricted };
};

/** Whether it is restricted from this event on; null where the event says nothing of it. */
const secrecyIn = (event: Recorded): boolean | null => {
  if (!Object.hasOwn(achievementEvents.specs, event.type)) return null;
  const { type, data } = event as unknown as AchievementEvent;
  return type === 'AchievementDrafted' || type === 'AchievementCorrected' ? data.content.secrecy === 'restricted' : null;
};

export const achievementStreamsProjection = (families: readonly AnyFamily[]): Projection<AchievementStreams, Event> => ({
  name: 'achievementStreams',
  version: 3,
  families,
  indexes: [{ list: 'streams' }],
  key: achievementOf,
  evolve,
});
