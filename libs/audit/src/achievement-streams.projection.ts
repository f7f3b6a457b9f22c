import type { AnyFamily, Event, Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';

/**
 * Per achievement, the streams that tell of it: its own, and every one in which an event names it. So the whole history of
 * an achievement is found although the return of a listing names the listing alone.
 */
export type AchievementStreams = { readonly _id: string; readonly streams: readonly string[] };

const achievementOf = ({ data }: Recorded): string | null => {
  const { achievementId } = data as { achievementId?: unknown };
  return typeof achievementId === 'string' ? achievementId : null;
};

const evolve = (document: AchievementStreams | null, event: Recorded): AchievementStreams | null => {
  const _id = achievementOf(event);
  if (_id === null) return document;
  const streams = document?.streams ?? [];
  return streams.includes(event.stream) ? document : { _id, streams: [...streams, event.stream] };
};

export const achievementStreamsProjection = (families: readonly AnyFamily[]): Projection<AchievementStreams, Event> => ({
  name: 'achievementStreams',
  version: 2,
  families,
  indexes: [],
  key: achievementOf,
  evolve,
});
