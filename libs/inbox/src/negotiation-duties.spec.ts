import { story } from './samples.js';

const respondBy = (at: string) => ({ at, respondOn: at.slice(0, 10) });
const parties = { sellerOrganisationId: 'seller', buyerOrganisationId: 'buyer' };

describe('what waits in a negotiation', () => {
  test('an interest: for the unit until its time is over, and its answer for whoever asked', () => {
    const same = { interestId: 'i-1', toOrganisationId: 'seller', byOrganisationId: 'buyer' };
    const told = story().record('InterestExpressed', { ...same, respondBy: respondBy('2026-03-09T16:00:00.000Z') });
    expect(told.open[0]).toMatchObject({ what: 'interest_answer', dueOrder: '2026-03-09T16:00:00.000Z', superior: 'organisation/seller/administrator', audience: expect.arrayContaining(['organisation/seller/transfer_officer']) });
    expect(told.record('InterestAccepted', same).open).toMatchObject([{ what: 'interest_answered', waiting: { by: { organisationId: 'buyer' } } }]);
    expect(told.record('InterestClosed', same).documents.size).toBe(0);
    for (const end of ['InterestDeclined', 'InterestLapsed']) expect(story().record('InterestExpressed', same).record(end, same).waits).toEqual(['interest_answered']);
    expect(story().record('InterestExpressed', same).record('InterestWithdrawn', same).documents.size).toBe(0);
  });

  test('an agreement: each side’s signature, and both anew with another text', () => {
    const same = { ndaId: 'n-1', discloserOrganisationId: 'seller', recipientOrganisationId: 'buyer' };
    const told = story().record('NdaProposed', { ...same, version: 1 });
    expect(told.open.map(({ audience }) => audience[0])).toEqual(['organisation/seller/decision_maker', 'organisation/buyer/decision_maker']);
    expect(told.record('NdaSigned', { ...same, side: 'discloser' }).open.map(({ waiting }) => waiting?.key)).toEqual(['n-1:nda_signature:recipient:1']);
    expect(told.record('NdaProposed', { ...same, version: 2 }).waits).toHaveLength(2);
    expect(told.record('NdaEnded', same).waits).toEqual([]);
  });

  test('a room: the first offer, an answer by its own time, and what a closed room waits for', () => {
    const same = { transferId: 't-1' };
    const told = story().record('NegotiationOpened', { ...same, ...parties, respondBy: respondBy('2026-03-12T16:00:00.000Z') });
    expect(told.open[0]).toMatchObject({ what: 'first_offer', audience: expect.arrayContaining(['organisation/buyer/firm_member']), dueOrder: '2026-03-12T16:00:00.000Z' });
    told.record('OfferMade', { ...same, side: 'buyer', version: 1, respondBy: respondBy('2026-03-16T16:00:00.000Z') });
    expect(told.open).toMatchObject([{ what: 'offer_answer', dueOrder: '2026-03-16T16:00:00.000Z', audience: expect.arrayContaining(['organisation/seller/transfer_officer']) }]);
    expect(told.record('RoomClosed', { ...same, ground: 'nda_not_in_force' }).open).toMatchObject([{ what: 'room_reopening', audience: expect.arrayContaining(['organisation/seller/decision_maker']) }]);
    expect(told.record('RoomReopened', { ...same, ground: 'nda_not_in_force', turn: 1, respondBy: respondBy('2026-05-06T16:00:00.000Z') }).open).toMatchObject([{ what: 'room_reopened', dueOrder: '2026-05-06T16:00:00.000Z' }]);
    // Only the listing is remembered, for when it is hidden.
    expect([...told.record('NegotiationLeft', same).documents.keys()]).toEqual([expect.stringMatching(/^talks_listing:/)]);
  });

  test('what a restriction hides: the seller is told what to do, the buyer in neutral words that nothing can be said for now', () => {
    const same = { transferId: 't-1' };
    const told = story().record('NegotiationOpened', { ...same, listingId: 'l-1', ...parties, respondBy: respondBy('2026-03-12T16:00:00.000Z') });
    told.record('RoomClosed', { ...same, ground: 'achievement_restricted' });
    const [paused] = told.open.filter(({ what }) => what === 'talks_paused');
    expect(paused).toMatchObject({ audience: [], waiting: { by: { organisationId: 'buyer' }, href: '/api/v1/transfers' } });
    expect(JSON.stringify(paused!.waiting!.sentence)).not.toMatch(/t-1|l-1|restrict|限制|密/);
    expect(told.waits).toContain('room_reopening');
    expect(told.record('RoomReopened', { ...same, ground: 'achievement_restricted', turn: null, respondBy: null }).waits).not.toContain('talks_paused');
    expect(told.record('RoomClosed', { ...same, ground: 'nda_not_in_force' }).waits).not.toContain('talks_paused');
    expect(told.record('RoomClosed', { ...same, ground: 'achievement_restricted' }).record('NegotiationLeft', same).waits).toEqual([]);
  });

  test('what a suspension hides: whoever talked about the listing is told once, while it is so', () => {
    const opened = (transferId: string, buyerOrganisationId: string) => ({ transferId, listingId: 'l-1', ...parties, buyerOrganisationId, respondBy: null });
    expect(story().record('ListingSuspended', { listingId: 'l-1', ground: 'complaint' }).waits).toEqual([]);
    const told = story().record('NegotiationOpened', opened('t-1', 'buyer')).record('NegotiationOpened', opened('t-2', 'other')).record('NegotiationOpened', opened('t-3', 'buyer')).record('ListingSuspended', { listingId: 'l-1', ground: 'complaint', reason: '某某投诉' });
    expect(told.open).toMatchObject([{ what: 'talks_listing_hidden', audience: [], waiting: { by: { organisationIds: ['buyer', 'other'] }, href: '/api/v1/transfers' } }]);
    expect(JSON.stringify(told.open[0]!.waiting!.sentence)).not.toMatch(/某某|complaint|l-1/);
    expect(told.record('ListingResumed', { listingId: 'l-1' }).waits).toEqual([]);
  });

  test('what a suspension hides: whoever left the talks, or has what they came for, is not told', () => {
    const opened = (transferId: string, buyerOrganisationId: string) => ({ transferId, listingId: 'l-1', ...parties, buyerOrganisationId, respondBy: null });
    const talks = () => story().record('NegotiationOpened', opened('t-1', 'buyer')).record('NegotiationOpened', opened('t-2', 'other')).record('NegotiationOpened', opened('t-3', 'buyer'));
    const suspended = { listingId: 'l-1', ground: 'complaint' };
    const buyers = (told: ReturnType<typeof talks>): unknown => told.open.flatMap(({ what, waiting }) => (what === 'talks_listing_hidden' ? (waiting && 'organisationIds' in waiting.by ? waiting.by.organisationIds : []) : []));
    const ended = (transferId: string) => ({ transferId, listingId: 'l-1' });
    expect(buyers(talks().record('NegotiationLeft', ended('t-2')).record('ListingSuspended', suspended))).toEqual(['buyer']);
    // Two talks, of which one was left: still one who talks.
    expect(buyers(talks().record('NegotiationLeft', ended('t-1')).record('ListingSuspended', suspended))).toEqual(['other', 'buyer']);
    for (const end of ['TransferCompleted', 'WinnerDefaulted', 'SellerWithdrew'] as const) expect(buyers(talks().record(end, ended('t-2')).record('ListingSuspended', suspended))).toEqual(['buyer']);
    expect(buyers(talks().record('ListingSuspended', suspended).record('NegotiationLeft', ended('t-2')))).toEqual(['buyer']);
    expect(buyers(talks().record('NegotiationLeft', ended('t-1')).record('NegotiationLeft', ended('t-2')).record('NegotiationLeft', ended('t-3')).record('ListingSuspended', suspended))).toEqual([]);
  });

  test('an offer that was recorded without a time has one counted by the house', () => {
    const told = story().record('NegotiationOpened', { transferId: 't-1', ...parties });
    expect(told.waits).toEqual([]);
    expect(told.record('OfferMade', { transferId: 't-1', side: 'buyer' }).open[0]?.waiting).toMatchObject({ dueBy: 'offer_response_days', dueAt: null });
  });
});
