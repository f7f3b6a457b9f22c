import { eventFamily, type Event } from '@hewu/kernel/src/event.js';
import type { Limit } from './opening-rules.js';

/*
 * How much of all instruments of one owner somebody may have. `quotaRules-<ownerOrganisationId>` holds the limits;
 * `quota-<quotaId>` is one subject's account with one owner, on which reservations race. Instants are ISO 8601 in UTC.
 */

export type QuotaRulesSet = Event<
  'QuotaRulesSet',
  { readonly ownerOrganisationId: string; readonly rulesVersion: number; readonly limits: readonly Limit[]; readonly reason: string; readonly setBy: string; readonly setAt: string }
>;

type Account = { readonly quotaId: string; readonly bookingId: string };

/** Kept for a booking that is being made or moved, until it is confirmed or released, and no longer than it says. `actId`: the act that decides whether it is made; null for one alone, and on those of the first version. */
export type QuotaReserved = Event<'QuotaReserved', Account & { readonly calendarId: string; readonly actId: string | null; readonly from: string; readonly until: string; readonly rulesVersion: number; readonly expiresAt: string; readonly reservedAt: string }>;
/** The calendar has the booking there: this is what counts now. */
export type QuotaConfirmed = Event<'QuotaConfirmed', Account & { readonly from: string; readonly until: string; readonly confirmedAt: string }>;
/** `refused`, `expired`: what was reserved is given back; `ended`: the booking was cancelled or declined. */
export type QuotaReleased = Event<'QuotaReleased', Account & { readonly ground: 'refused' | 'expired' | 'ended'; readonly releasedAt: string }>;

export type QuotaEvent = QuotaReserved | QuotaConfirmed | QuotaReleased;

export const quotaRulesEvents = eventFamily<QuotaRulesSet>('quotaRules', { QuotaRulesSet: { version: 1 } });
export const quotaEvents = eventFamily<QuotaEvent>('quota', { QuotaReserved: { version: 2, upcasts: { 1: (data) => ({ ...data, actId: null }) } }, QuotaConfirmed: { version: 1 }, QuotaReleased: { version: 1 } });
