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
    expect(told.record('NegotiationLeft', same).documents.size).toBe(0);
  });

  test('an offer that was recorded without a time has one counted by the house', () => {
    const told = story().record('NegotiationOpened', { transferId: 't-1', ...parties });
    expect(told.waits).toEqual([]);
    expect(told.record('OfferMade', { transferId: 't-1', side: 'buyer' }).open[0]?.waiting).toMatchObject({ dueBy: 'offer_response_days', dueAt: null });
  });
});
