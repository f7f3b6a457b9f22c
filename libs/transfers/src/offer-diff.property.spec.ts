import fc from 'fast-check';
import { IMPROVEMENTS, NOTHING_SAID, PAYMENT_KINDS, ROYALTY_BASES, type OfferTerms } from './events.js';
import { applied, diffOf, OFFER_FIELDS } from './offer-diff.js';

const text = fc.option(fc.constantFrom('', 'x', 'y', '按日万分之三', '<b>'), { nil: null });
const instalment = fc.record({ amountFen: fc.integer({ min: 1, max: 3 }), dueOn: fc.option(fc.constantFrom('2026-05-06', '2026-06-01'), { nil: null }), condition: text });
const royalty = fc.record({ base: fc.constantFrom(...ROYALTY_BASES), rateBasisPoints: fc.integer({ min: 1, max: 2 }), months: fc.integer({ min: 1, max: 2 }) });
const terms: fc.Arbitrary<OfferTerms> = fc.record({
  amountFen: fc.integer({ min: 1, max: 3 }), terms: fc.constantFrom('x', 'y'), relatedParty: fc.boolean(), paymentKind: fc.option(fc.constantFrom(...PAYMENT_KINDS), { nil: null }), instalments: fc.array(instalment, { maxLength: 3 }),
  royalty: fc.option(royalty, { nil: null }), subject: text, field: text, territory: text, termMonths: fc.option(fc.integer({ min: 1, max: 2 }), { nil: null }), sublicence: fc.option(fc.boolean(), { nil: null }), performance: text,
  confidentiality: text, improvements: fc.option(fc.constantFrom(...IMPROVEMENTS), { nil: null }), acceptance: text, liability: text, disputes: text, definitions: text,
});

test('what differs, applied to the one, is the other; nothing differs from itself; and there and back is no way at all', () => {
  fc.assert(
    fc.property(terms, terms, (a, b) => {
      const changes = diffOf(a, b);
      expect(applied(changes, a)).toEqual(b);
      expect(diffOf(a, a)).toEqual([]);
      expect(applied(diffOf(b, a), applied(changes, a))).toEqual(a);
      // Each field at most once, in the order of reading.
      expect(changes.map(({ field }) => field)).toEqual(OFFER_FIELDS.filter((field) => changes.some((change) => change.field === field)));
    }),
    { numRuns: 1_000 },
  );
});

test('every field of an offer is compared, whatever order its parts were written in', () => {
  const said: OfferTerms = { ...NOTHING_SAID, amountFen: 1, terms: 'x', relatedParty: false };
  expect([...OFFER_FIELDS].sort()).toEqual(Object.keys(said).sort());
  const royal = { ...said, royalty: { base: 'sales', rateBasisPoints: 1, months: 2 } } as const;
  expect(diffOf(royal, { ...royal, royalty: { months: 2, rateBasisPoints: 1, base: 'sales' } })).toEqual([]);
});
