import type { Recorded } from '@hewu/kernel/src/event.js';
import type { ListingEvent } from './events.js';
import { findableListings, priceBandOf } from './listing.findable.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';
import { sampleContent as content, sampleOffer as offer } from './samples.js';

const recorded = (event: ListingEvent, n: number): Recorded<ListingEvent> => ({
  ...event, eventId: `e-${n}`, schemaVersion: 1, stream: 's', revision: n, position: `00${n}`, recordedAt: '',
  metadata: { commandId: 'c', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'p', onBehalfOf: null, region: null, legalBasis: null, occurredAt: `2026-03-02T01:00:0${n}.000Z` },
});
const listingId = 'l-1';
const drafted: ListingEvent = { type: 'ListingDrafted', data: { listingId, achievementId: 'a-1', organisationId: 'o-1', region: '500117', draftedBy: 'p', offer, agentOrganisationId: null, mandateId: null } };
const submitted = (changes: object = {}): ListingEvent => ({ type: 'ListingSubmitted', data: { listingId, round: 1, submittedBy: 'p', offer, achievementVersion: 1, achievement: { ...content, ...changes }, interested: [] } as never });
const published: ListingEvent = { type: 'ListingPublished', data: { listingId, round: 1, achievementId: 'a-1', achievementVersion: 1, organisationId: 'o-1', region: '500117', mode: offer.mode, price: offer.price, publishedBy: 'p', expiresAt: '2027-03-02T01:00:00.000Z', listedForMonths: 12, rule: null } };
const suspended: ListingEvent = { type: 'ListingSuspended', data: { listingId, ground: 'other', reason: '核实', suspendedBy: 'p', region: '500117' } };
const resumed: ListingEvent = { type: 'ListingResumed', data: { listingId, reason: '无误', resumedBy: 'p', region: '500117' } };
const renewed: ListingEvent = { type: 'ListingRenewed', data: { listingId, renewedBy: 'p', expiredAtBefore: '', expiresAt: '2028-03-02T01:00:00.000Z', months: 12, rule: {} as never, windowRule: {} as never } };
const withdrawn: ListingEvent = { type: 'ListingWithdrawn', data: { listingId, withdrawnBy: 'p', ground: 'achievement_restricted', reason: null } };
const after = (...events: ListingEvent[]): ListingDocument => events.map(recorded).reduce<ListingDocument | null>(listingsProjection.evolve, null)!;

test('only what is on the market is found, and is new from the event with which it came there', () => {
  const since = (...events: ListingEvent[]): string | null => findableListings.newSince(after(...events));
  for (const events of [[drafted], [drafted, submitted()], [drafted, submitted(), published, suspended], [drafted, submitted(), published, withdrawn]]) {
    expect([findableListings.entryOf(after(...events)), since(...events)]).toEqual([null, null]);
  }
  expect(findableListings.entryOf(after(drafted, submitted(), published))).toMatchObject({ id: listingId, audience: 'public' });
  expect([since(drafted, submitted(), published), since(drafted, submitted(), published, renewed), since(drafted, submitted(), published, suspended, resumed)]).toEqual(['002', '002', '004']);
  expect(after(drafted, submitted(), published, renewed).position).toBe('003');
});

test('behind a confidentiality tier neither is it found by its rights nor are they marked', () => {
  const open = after(drafted, submitted(), published);
  const closed = after(drafted, submitted({ secrecy: 'after_nda' }), published);
  expect(findableListings.shownTo(null, open).texts.map(({ field }) => field)).toContain('rights');
  expect(findableListings.shownTo(null, closed).texts.map(({ field }) => field)).not.toContain('rights');
  expect(closed.terms).not.toContain('zl209910000001.8');
});

test.each([[0, 'to_100k'], [10_000_000, 'to_100k'], [10_000_001, 'to_500k'], [50_000_000, 'to_500k'], [200_000_000, 'to_2m'], [200_000_001, 'above_2m']] as const)('%i fen lie in the step %s', (fen, band) => expect(priceBandOf({ kind: 'asked', fen })).toBe(band));
test('what is open is a step of its own', () => expect(priceBandOf({ kind: 'negotiable' })).toBe('negotiable'));
