import type { Event } from '@hewu/kernel/src/event.js';
import type { TransferMode } from '@hewu/rights/src/events.js';

/* Stored and published (`events.ts`). A shape, once recorded, keeps its meaning. */

/** The owner of an achievement lets another organisation list it 委托 (Civil Code art. 919). The owner stays the seller. */
export type MandateGranted = Event<
  'MandateGranted',
  {
    readonly mandateId: string;
    readonly achievementId: string;
    readonly principalOrganisationId: string;
    /** GB/T 2260 division of the principal. */
    readonly region: string;
    readonly agentOrganisationId: string;
    /** In which modes it may be offered. */
    readonly modes: readonly TransferMode[];
    /** The first and the last day on which it holds. */
    readonly fromOn: string;
    readonly untilOn: string;
    /** SHA-256 of the signed text, in hex; the text itself stands outside the log. */
    readonly textSha256: string;
    readonly grantedBy: string;
  }
>;

/** Its time is over, either side ended it (Civil Code art. 933: at any time), or nobody may list the achievement any more, as it is restricted. */
export const MANDATE_END_GROUNDS = ['time_over', 'revoked', 'renounced', 'achievement_restricted'] as const;
export type MandateEndGround = (typeof MANDATE_END_GROUNDS)[number];

export type MandateEnded = Event<
  'MandateEnded',
  { readonly mandateId: string; readonly achievementId: string; readonly ground: MandateEndGround; readonly reason: string | null; readonly endedBy: string }
>;
