import type { Decider } from '../../libs/kernel/src/decider.js';
import type { Event } from '../../libs/kernel/src/event.js';

/** Mistakes that can be planted, to see that the simulation finds them. */
export const FAULTS = {
  /** The store appends whatever revision was expected. */
  ignores_revision: 'no instrument is given twice',
  /** A calendar forgets what it offered. */
  forgets_offers: 'no instrument is given twice',
  /** A calendar forgets that a hold was given back, and gives it back again. */
  forgets_releases: 'what lapses lapses once',
  /** Every fiftieth append is answered and not recorded. */
  answers_too_soon: 'what was acknowledged is recorded',
  /** Projections miss an event now and then. */
  skips_events: 'projections equal a replay',
  /** Timers are lost when they are due. */
  loses_timers: 'every timer acted',
  /** An act books all its parts but the last. */
  halves_acts: 'acts are had whole or not at all',
  /** What a cancelled booking counted is never given back. */
  keeps_quotas: 'quotas equal a recount',
} as const;
export type PlantedFault = keyof typeof FAULTS;

/** A decider that does not fold some events. */
export const forgetting = <S, C, E extends Event, R extends string>(decider: Decider<S, C, E, R>, type: string): Decider<S, C, E, R> => ({
  ...decider,
  evolve: (state, event) => (event.type === type ? state : decider.evolve(state, event)),
});
