import type { Event } from '@hewu/kernel/src/event.js';

/*
 * On `instrument-<instrumentId>`: who looks after it. Stored and published; a shape, once recorded, keeps its meaning. Persons
 * are ids. Dates are local, `YYYY-MM-DD`, first and last day included.
 */

/** Of this one instrument they may do what the owner's instrument manager may do for its bookings. Appointed again, the new terms replace the old. */
export type OperatorAppointed = Event<
  'OperatorAppointed',
  {
    readonly instrumentId: string;
    readonly ownerOrganisationId: string;
    readonly personId: string;
    readonly fromOn: string;
    /** Null: until they are released. */
    readonly untilOn: string | null;
    /** In whose place they step when that person leaves; null for operators in their own right. */
    readonly deputyOf: string | null;
    readonly appointedBy: string;
    readonly appointedAt: string;
  }
>;

export type OperatorReleased = Event<
  'OperatorReleased',
  {
    readonly instrumentId: string;
    readonly personId: string;
    readonly ground: 'released' | 'left_organisation';
    readonly reason: string;
    /** Null: by the system, when they left the organisation. */
    readonly releasedBy: string | null;
    readonly releasedAt: string;
  }
>;

/** A deputy took the place of somebody who is operator no longer, and is operator in their own right. */
export type OperatorSucceeded = Event<'OperatorSucceeded', { readonly instrumentId: string; readonly personId: string; readonly successorId: string; readonly succeededAt: string }>;

/** Somebody left and no operator remains: the owner's instrument manager is to appoint one. */
export type OperatorsMissing = Event<'OperatorsMissing', { readonly instrumentId: string; readonly ownerOrganisationId: string; readonly lastPersonId: string; readonly noticedAt: string }>;

export type OperatorEvent = OperatorAppointed | OperatorReleased | OperatorSucceeded | OperatorsMissing;
