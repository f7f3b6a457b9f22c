import { UNDATED } from './duties.projection.js';
import { WHATS } from './duty-tables.js';
import { story } from './samples.js';

const sameListing = { listingId: 'l-1' };

describe('what waits', () => {
  test('an entry: for its region, sent back for its administrators, corrected for the region again', () => {
    const same = { organisationId: 'o-1', region: '500117' };
    const told = story().record('OrganisationRegistered', same);
    expect(told.waits).toEqual(['organisation_verification']);
    expect(told.open[0]).toMatchObject({ audience: ['region/500117/region_reviewer'], superior: 'region/500117/platform_administrator', dueOrder: UNDATED, waiting: { key: 'o-1:organisation_verification:1', dueBy: 'organisation_verification_days' } });
    expect(told.record('OrganisationReturned', same).open[0]).toMatchObject({ what: 'organisation_correction', audience: ['organisation/o-1/administrator'] });
    expect(told.record('OrganisationCorrected', same).open[0]?.waiting?.key).toBe('o-1:organisation_verification:2');
    expect(told.record('OrganisationVerified', same).waits).toEqual([]);
    expect(told.record('OrganisationSuspended', same).record('OrganisationCorrected', same).waits).toEqual([]);
  });

  test('an offer of a membership: for the person alone, whatever organisation they are in, until they are a member or it has ended', () => {
    const same = { organisationId: 'o-1', personId: 'wang' };
    const told = () => story().record('MembershipOffered', { ...same, organisationName: '嘉陵公司' });
    expect(told().open).toMatchObject([{ what: 'membership_offer', audience: ['person/wang'], superior: null, dueOrder: '2026-03-16T16:00:00.000Z', waiting: { by: { personIds: ['wang'] }, sentence: { zh: expect.stringContaining('嘉陵公司'), en: expect.stringContaining('嘉陵公司') } } }]);
    expect(told().record('RolesGranted', same).waits).toEqual([]);
    expect(told().record('MembershipOfferEnded', same).waits).toEqual([]);
    expect(told().record('RolesGranted', { ...same, personId: 'zhao' }).waits).toEqual(['membership_offer']);
    expect(told().record('MembershipOfferEnded', { ...same, organisationId: 'o-2' }).waits).toEqual(['membership_offer']);
    expect(new Set(told().record('MembershipOffered', same).open.map(({ waiting }) => waiting!.key)).size).toBe(1);
    expect(told().record('MembershipOffered', same).open[0]!.waiting!.key).not.toBe(told().open[0]!.waiting!.key);
  });

  test('a listing: for the reviewer, for its unit, and each submission anew; its title goes when nothing waits', () => {
    const told = story().record('ListingDrafted', { ...sameListing, organisationId: 'o-1', region: '500117' });
    expect(told.waits).toEqual([]);
    expect(told.record('ListingSubmitted', { ...sameListing, round: 1 }).waits).toEqual(['listing_review']);
    expect(told.record('ListingReturned', { ...sameListing, round: 1 }).open[0]).toMatchObject({ what: 'listing_correction', audience: ['organisation/o-1/transfer_officer', 'organisation/o-1/technology_manager'] });
    expect(told.record('ListingSubmitted', { ...sameListing, round: 2 }).open[0]?.waiting?.key).toBe('l-1:listing_review:2');
    expect(told.record('ListingWithdrawn', { ...sameListing, ground: 'owner' }).waits).toEqual([]);
    expect([...told.documents.values()][0]?.known).toMatchObject({ title: '', titleEn: '' });
  });

  test('a transfer: offers for the other side, the notice, the contract', () => {
    const same = { transferId: 't-1' };
    const told = story().record('NegotiationOpened', { ...same, sellerOrganisationId: 'seller', buyerOrganisationId: 'buyer' });
    expect(told.record('OfferMade', { ...same, side: 'buyer', version: 1 }).open[0]).toMatchObject({ what: 'offer_answer', audience: expect.arrayContaining(['organisation/seller/transfer_officer']) });
    expect(told.record('OfferMade', { ...same, side: 'seller', version: 2 }).open[0]).toMatchObject({ audience: expect.arrayContaining(['organisation/buyer/firm_member']), waiting: { key: 't-1:offer_answer:2' } });
    expect(told.record('PriceAgreed', { ...same, round: 1 }).waits).toEqual(['notice_opening']);
    expect(told.record('NoticeOpened', { ...same, noticeId: 'n-1', round: 1, sellerOrganisationId: 'seller' }).waits).toEqual([]);
    expect(told.record('NoticeClosed', { ...same, noticeId: 'n-1', round: 1 }).waits).toEqual(['contract_drafting']);
    expect(told.record('HandedToContract', same).waits).toEqual([]);
    expect(told.record('NegotiationReopened', same).waits).toEqual(['contract_drafting']);
    // Only the listing is remembered, for when it is hidden.
    expect([...told.record('NegotiationLeft', same).documents.keys()]).toEqual([expect.stringMatching(/^talks_listing:/)]);
  });

  test('the end of an earlier notice says nothing of the price agreed since', () => {
    const same = { transferId: 't-1' };
    const told = story().record('NegotiationOpened', same).record('PriceAgreed', { ...same, round: 1 }).record('NoticeOpened', { ...same, round: 1 }).record('PriceAgreed', { ...same, round: 2 });
    expect(told.waits).toEqual(['notice_opening']);
    expect(told.record('NoticeVoided', { ...same, round: 1 }).waits).toEqual(['notice_opening']);
    expect(told.open[0]?.waiting?.key).toBe('t-1:notice_opening:2');
  });

  test('a price that needs no notice goes on to the contract', () => {
    expect(story().record('NegotiationOpened', { transferId: 't-1' }).record('PriceAgreed', { transferId: 't-1', noticeRule: null }).waits).toEqual(['contract_drafting']);
  });

  test('whoever objected is told what was decided, each of their own', () => {
    const same = { noticeId: 'n-1' };
    const told = story().record('NoticeOpened', same).record('ObjectionRaised', { ...same, objectionId: 'x', raisedBy: 'luo' }).record('ObjectionRaised', { ...same, objectionId: 'y', raisedBy: 'he' });
    const told2 = told.record('ObjectionDecided', { ...same, objectionId: 'y', outcome: 'rejected', reasons: 'not to be mailed' });
    expect(told2.open.filter(({ what }) => what === 'objection_decided')).toMatchObject([
      { audience: [], superior: null, waiting: { key: 'n-1:y:objection_decided:rejected', by: { personIds: ['he'] }, href: '/api/v1/price-notices/n-1', sentence: { en: 'Your objection was rejected; the reasons stand with the notice' } } },
    ]);
    expect(JSON.stringify([...told2.documents.values()])).not.toContain('not to be mailed');
    // A notice that is void leaves what nobody has decided to be decided.
    expect(told.record('ObjectionOverdue', { ...same, objectionId: 'x' }).record('NoticeVoided', same).waits).toEqual(['objection_decision', 'overdue_objection', 'objection_decided']);
    expect(told.record('ObjectionDecided', { ...same, objectionId: 'x', outcome: 'upheld' }).open.map(({ waiting }) => waiting?.by)).toEqual([{ personIds: ['luo'] }, { personIds: ['he'] }]);
  });

  test('objections: the oldest says until when, and the next one follows it; where none is said the house counts', () => {
    const same = { noticeId: 'n-1' };
    const told = story().record('NoticeOpened', { ...same, sellerOrganisationId: 'seller', region: '500117' }).record('ObjectionRaised', { ...same, objectionId: 'x', decideBy: { at: '2026-03-24T16:00:00.000Z' } }).record('ObjectionRaised', { ...same, objectionId: 'y' });
    expect(told.open[0]).toMatchObject({ what: 'objection_decision', audience: ['organisation/seller/decision_maker'], waiting: { key: 'n-1:objection_decision:x', since: '2026-03-02T01:00:02.000Z', dueAt: '2026-03-24T16:00:00.000Z', dueBy: null } });
    expect(told.record('ObjectionRecounted', { ...same, objectionId: 'x', decideBy: { at: '2026-03-25T16:00:00.000Z' } }).open[0]?.waiting?.dueAt).toBe('2026-03-25T16:00:00.000Z');
    expect(told.record('ObjectionOverdue', { ...same, objectionId: 'x' }).open[1]).toMatchObject({ what: 'overdue_objection', audience: ['region/500117/registrar'], waiting: { key: 'n-1:overdue_objection:x' } });
    expect(told.record('ObjectionDecided', { ...same, objectionId: 'x' }).open[0]?.waiting).toMatchObject({ key: 'n-1:objection_decision:y', since: '2026-03-02T01:00:03.000Z', dueAt: null, dueBy: 'objection_decision_days' });
    expect(told.waits).toEqual(['objection_decision', 'objection_decided']);
    expect(told.record('ObjectionDecided', { ...same, objectionId: 'y' }).waits).toEqual(['objection_decided', 'objection_decided']);
    expect(told.record('NoticeClosed', same).waits).toEqual(['objection_decided', 'objection_decided']);
  });

  test('a contract: each side, the registrar, the money, completion', () => {
    const same = { contractId: 'c-1' };
    const told = story().record('ContractDrafted', { ...same, sellerOrganisationId: 'seller', sellerRegion: '500117', buyerOrganisationId: 'buyer', amountFen: 100 });
    expect(told.open.map(({ audience }) => audience[0])).toEqual(['organisation/seller/decision_maker', 'organisation/buyer/decision_maker']);
    expect(told.record('ContractSigned', { ...same, side: 'buyer' }).open.map(({ audience }) => audience[0])).toEqual(['organisation/seller/decision_maker']);
    expect(told.record('ContractSigned', { ...same, side: 'seller' }).record('ContractConcluded', same).waits).toEqual(['contract_registration', 'payment_recording']);
    expect(told.record('PaymentRecorded', { ...same, amountFen: 60 }).open.map(({ waiting }) => waiting?.key)).toEqual(['c-1:contract_registration:1', 'c-1:payment_recording:40']);
    expect(told.record('ContractRegistered', same).record('PaymentRecorded', { ...same, amountFen: 40 }).waits).toEqual(['transfer_completion']);
    expect(told.record('TransferCompleted', same).documents.size).toBe(0);
    expect(story().record('ContractDrafted', same).record('ContractAbandoned', same).documents.size).toBe(0);
  });

  test('a booking: for whoever booked, then for the owner', () => {
    const same = { bookingId: 'b-1' };
    const told = story().record('SlotBooked', { ...same, personId: 'p-1', organisationId: 'firm', ownerOrganisationId: 'owner' });
    expect(told.open[0]).toMatchObject({ what: 'check_in', audience: ['person/p-1/firm'], superior: null, waiting: { key: 'b-1:check_in:0' } });
    expect(told.record('SlotBooked', { ...same, personId: 'rival' }).open[0]?.audience).toEqual(['person/p-1/firm']);
    expect(told.record('BookingMoved', same).open[0]?.waiting?.key).toBe('b-1:check_in:1');
    expect(told.record('BookingStarted', same).waits).toEqual(['usage_recording']);
    expect(told.record('UsageRecorded', same).open[0]).toMatchObject({ what: 'usage_confirmation', audience: ['organisation/owner/instrument_manager', 'operator/01953c00-0000-7000-8000-000000000001/owner'] });
    expect(told.record('UsageConfirmed', same).documents.size).toBe(0);
  });

  test('what became of an import: news for whoever began it, unless they ended it themselves', () => {
    const same = { importId: 'i-1', organisationId: 'unit', begunBy: 'p-1' };
    for (const [type, what] of [['ImportFinished', 'import_finished'], ['ImportRefused', 'import_stopped']] as const) {
      expect(story().record(type, same).open[0]).toMatchObject({ what, audience: [], waiting: { by: { organisationId: 'unit', personId: 'p-1' }, href: '/api/v1/imports/i-1' } });
      expect(WHATS.get(what)?.news).toBe(true);
    }
    expect(story().record('ImportCancelled', { ...same, ground: 'role_lost' }).waits).toEqual(['import_stopped']);
    expect(story().record('ImportCancelled', { ...same, ground: 'asked' }).waits).toEqual([]);
  });

  test('a deadline counted by the house is that of what waits now, and of nothing later', () => {
    const told = story().record('ListingDrafted', sameListing).record('ListingSubmitted', { ...sameListing, round: 1 });
    const deadline = { dutyId: 'listing:l-1', dutyKey: 'l-1:listing_review:1', dueAt: '2026-03-09T16:00:00.000Z' };
    expect(told.record('DeadlineSet', deadline).open[0]).toMatchObject({ dueOrder: deadline.dueAt, changedAt: '00000003', waiting: { dueAt: deadline.dueAt, rule: { id: 'listing_review_days' } } });
    // Another calendar, another end; by the same rule.
    expect(told.record('DeadlineRecounted', { ...deadline, dueAt: '2026-03-10T16:00:00.000Z' }).open[0]).toMatchObject({ dueOrder: '2026-03-10T16:00:00.000Z', changedAt: '00000004', waiting: { dueAt: '2026-03-10T16:00:00.000Z', rule: { id: 'listing_review_days' } } });
    expect(told.record('DeadlineRecounted', { ...deadline, dutyKey: 'an earlier round' }).open[0]?.dueOrder).toBe('2026-03-10T16:00:00.000Z');
    expect(told.record('ListingReturned', { ...sameListing, round: 1 }).record('ListingSubmitted', { ...sameListing, round: 2 }).record('DeadlineSet', deadline).open[0]?.waiting).toMatchObject({ key: 'l-1:listing_review:2', dueAt: null });
  });
});

test('every kind of duty can be had, and has a name in both languages', () => {
  expect(WHATS.size).toBeGreaterThan(14);
  for (const { zh, en } of WHATS.values()) expect(/\p{Script=Han}/u.test(zh) && /^[A-Z]/.test(en)).toBe(true);
});
