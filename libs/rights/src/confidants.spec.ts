import type { InterestEvent, NdaEvent } from '@hewu/negotiation/src/events.js';
import { letIn, opens } from './confidants.js';
import { confidantIdOf, confidantsProjection, type Confidant } from './confidants.projection.js';

const about = { achievementId: 'a-1', byOrganisationId: 'firm', toOrganisationId: 'unit', recipientOrganisationId: 'firm', discloserOrganisationId: 'unit' };
const event = (type: (InterestEvent | NdaEvent)['type'], data: object) => ({ type, data: { ...about, ...data } }) as unknown as Parameters<typeof confidantsProjection.key>[0];
const accepted = event('InterestAccepted', { interestId: 'i-1' });
const closed = event('InterestClosed', { interestId: 'i-1' });
const inForce = event('NdaInForce', { ndaId: 'n-1', untilOn: '2026-04-20' });
const ended = event('NdaEnded', { ndaId: 'n-1' });

/** Folded twice over, as a rebuild would: the same comes of it. */
const after = (...events: readonly ReturnType<typeof event>[]): Confidant | null => {
  const fold = (): Confidant | null => events.reduce<Confidant | null>((document, one) => (confidantsProjection.key(one) === null ? document : confidantsProjection.evolve(document, one, confidantIdOf('a-1', 'firm'))), null);
  expect(fold()).toEqual(fold());
  return fold();
};
const TODAY = '2026-04-20';

describe('who was let in', () => {
  test('an accepted interest opens what is shown on request, an agreement beside it the whole, and neither alone outlives the other', () => {
    expect(letIn(null, TODAY)).toBe('public');
    expect(letIn(after(event('InterestExpressed', { interestId: 'i-1' })), TODAY)).toBe('public');
    expect(letIn(after(accepted), TODAY)).toBe('on_request');
    expect(letIn(after(accepted, inForce), TODAY)).toBe('after_nda');
    expect(letIn(after(inForce), TODAY)).toBe('public');
    expect(letIn(after(accepted, inForce, ended), TODAY)).toBe('on_request');
    expect(letIn(after(accepted, inForce, closed), TODAY)).toBe('public');
    expect(letIn(after(accepted, inForce, closed, event('InterestAccepted', { interestId: 'i-2' })), TODAY)).toBe('after_nda');
  });

  test('one whose last day is over opens nothing, although its end is not recorded yet', () => {
    expect(letIn(after(accepted, inForce), '2026-04-21')).toBe('on_request');
    expect(letIn(after(accepted, inForce, event('NdaInForce', { ndaId: 'n-1', untilOn: '2027-04-20' })), '2026-04-21')).toBe('after_nda');
  });

  test('a tier is open to whoever was let in as far, or further', () => {
    expect((['public', 'on_request', 'after_nda', 'restricted'] as const).map((tier) => opens('on_request', tier))).toEqual([true, true, false, false]);
  });
});
