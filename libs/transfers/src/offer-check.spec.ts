import fc from 'fast-check';
import { NOTHING_SAID, type OfferTerms } from './events.js';
import { faultOfTerms } from './offer-check.js';

const said = (change: Partial<OfferTerms> = {}): OfferTerms => ({ ...NOTHING_SAID, amountFen: 100, terms: 'x', relatedParty: false, ...change });
const part = (amountFen: number, dueOn: string | null = '2026-05-06', condition: string | null = null) => ({ amountFen, dueOn, condition });
const royalty = { base: 'sales', rateBasisPoints: 300, months: 12 } as const;

describe('an offer', () => {
  test('may say nothing but its price', () => expect(faultOfTerms('assignment', said())).toBeNull());

  test('is paid as it says', () => {
    const code = (change: Partial<OfferTerms>) => faultOfTerms('ordinary_licence', said(change))?.refused ?? null;
    expect(code({ paymentKind: 'instalments', instalments: [part(40), part(60, null, '验收')] })).toBeNull();
    expect(code({ paymentKind: 'instalments' })).toBe('payment_contradicts');
    expect(code({ instalments: [part(100)] })).toBe('payment_contradicts');
    expect(code({ paymentKind: 'lump_sum', royalty })).toBe('payment_contradicts');
    expect(code({ paymentKind: 'entry_fee_and_royalty' })).toBe('payment_contradicts');
    expect(code({ paymentKind: 'entry_fee_and_royalty', royalty })).toBeNull();
    expect(faultOfTerms('ordinary_licence', said({ paymentKind: 'instalments', instalments: [part(40), part(60, null)] }))).toEqual({ refused: 'instalment_undated', details: { ordinal: 2 } });
    for (const rest of [59, 61]) expect(faultOfTerms('ordinary_licence', said({ paymentKind: 'instalments', instalments: [part(40), part(rest)] }))).toEqual({ refused: 'instalments_do_not_sum', details: { sumFen: 40 + rest, amountFen: 100 } });
  });

  test('in instalments stands in the order of their days', () => {
    const on = (...days: readonly (string | null)[]) => faultOfTerms('ordinary_licence', said({ amountFen: days.length * 10, paymentKind: 'instalments', instalments: days.map((day) => part(10, day, day === null ? '验收' : null)) }));
    expect(on('2026-05-06', '2026-05-05')).toEqual({ refused: 'instalments_not_in_order', details: { ordinal: 2, dueOn: '2026-05-05' } });
    // What waits for a condition stands where it likes, and hides nothing.
    expect(on('2026-05-06', null, '2026-05-05')?.refused).toBe('instalments_not_in_order');
    expect(on(null, '2026-05-06', null, '2026-05-06', '2027-01-01')).toBeNull();
  });

  test('in instalments holds in every order of days but a falling one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 10, max: 28 }), { minLength: 1, maxLength: 12 }), (days) => {
      const fault = faultOfTerms('cooperation', said({ amountFen: days.length, paymentKind: 'instalments', instalments: days.map((day) => part(1, `2026-05-${day}`)) }));
      expect(fault === null).toBe(days.every((day, at) => at === 0 || days[at - 1]! <= day));
    }));
  });

  test('of what goes over for good has no term and no sub-licence', () => {
    for (const mode of ['assignment', 'capital_contribution'] as const) {
      expect(faultOfTerms(mode, said({ termMonths: 12 }))?.refused).toBe('terms_not_of_mode');
      expect(faultOfTerms(mode, said({ sublicence: false }))?.refused).toBe('terms_not_of_mode');
    }
    expect(faultOfTerms('exclusive_licence', said({ termMonths: 12, sublicence: false }))).toBeNull();
  });

  test('in instalments holds exactly when they sum to the price, to the fen', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 12 }), fc.integer({ min: -2, max: 2 }), (amounts, off) => {
        const amountFen = amounts.reduce((sum, one) => sum + one, 0) + off;
        expect(faultOfTerms('cooperation', said({ amountFen, paymentKind: 'instalments', instalments: amounts.map((fen) => part(fen)) })) === null).toBe(off === 0);
      }),
    );
  });
});
