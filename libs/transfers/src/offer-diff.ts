import type { OfferTerms } from './offer-terms.js';

/** Fields of an offer, in the order in which they are read. */
export const OFFER_FIELDS = [
  'amountFen', 'paymentKind', 'instalments', 'royalty', 'subject', 'field', 'territory', 'termMonths', 'sublicence', 'performance', 'confidentiality', 'improvements', 'acceptance', 'liability', 'disputes',
  'definitions', 'relatedParty', 'terms',
] as const satisfies readonly (keyof OfferTerms)[];
export type OfferField = (typeof OFFER_FIELDS)[number];

/** A field in which two versions differ. */
export type Change = { readonly [F in OfferField]: { readonly field: F; readonly before: OfferTerms[F]; readonly after: OfferTerms[F] } }[OfferField];

/** In which fields the one differs from the other; empty when they say the same. Pure: `applied(diffOf(a, b), a)` is `b`. */
export const diffOf = (before: OfferTerms, after: OfferTerms): readonly Change[] =>
  OFFER_FIELDS.filter((field) => JSON.stringify(plain(before[field])) !== JSON.stringify(plain(after[field]))).map((field) => ({ field, before: before[field], after: after[field] }) as Change);

/** The terms after those changes. Pure. */
export const applied = (changes: readonly Change[], before: OfferTerms): OfferTerms => ({ ...before, ...Object.fromEntries(changes.map(({ field, after }) => [field, after])) });

/** The same value in the same words, in whatever order its fields were written. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, plain(inner)]) : value;
};
