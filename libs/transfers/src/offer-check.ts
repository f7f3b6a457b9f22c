import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { TransferMode } from './events.js';
import type { Instalment, OfferTerms } from './offer-terms.js';

export type TermsRefusal = 'payment_contradicts' | 'instalment_undated' | 'instalments_not_in_order' | 'instalments_do_not_sum' | 'terms_not_of_mode';

/** In these the right itself goes over: nothing of it comes back after a time, and whoever has it licenses as they like. */
const FOR_GOOD: readonly TransferMode[] = ['assignment', 'capital_contribution'];

/** What in an offer does not hold together; null when it does. Pure. */
export const faultOfTerms = (mode: TransferMode, { amountFen, paymentKind, instalments, royalty, termMonths, sublicence }: OfferTerms): Refusal<TermsRefusal> | null => {
  if ((paymentKind === 'instalments') !== instalments.length > 0) return refuse('payment_contradicts', { field: 'instalments' });
  if ((paymentKind === 'entry_fee_and_royalty') !== (royalty !== null)) return refuse('payment_contradicts', { field: 'royalty' });
  const undated = instalments.findIndex(({ dueOn, condition }) => dueOn === null && condition === null);
  if (undated >= 0) return refuse('instalment_undated', { ordinal: undated + 1 });
  const early = earlierThanBefore(instalments);
  if (early >= 0) return refuse('instalments_not_in_order', { ordinal: early + 1, dueOn: instalments[early]!.dueOn });
  const sumFen = instalments.reduce((sum, one) => sum + one.amountFen, 0);
  if (instalments.length > 0 && sumFen !== amountFen) return refuse('instalments_do_not_sum', { sumFen, amountFen });
  if (FOR_GOOD.includes(mode) && (termMonths !== null || sublicence !== null)) return refuse('terms_not_of_mode', { mode });
  return null;
};

/** The place of the first that is due on an earlier day than one in front of it, or -1. What waits for a condition has no place in time. */
const earlierThanBefore = (instalments: readonly Instalment[]): number => {
  let latest = '';
  return instalments.findIndex(({ dueOn }) => {
    if (dueOn === null) return false;
    if (dueOn < latest) return true;
    latest = dueOn;
    return false;
  });
};
