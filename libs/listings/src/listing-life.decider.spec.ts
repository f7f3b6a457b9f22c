import fc from 'fast-check';
import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { Holder, ListingDrafted, ListingPublished, ListingRenewed, ListingSubmitted, ListingSuspended, ListingTaken } from './events.js';
import { monthsAfter } from './listing-term.js';
import { listings } from './listing.decider.js';
import { sampleContent as content, sampleOffer as offer } from './samples.js';

const given = specification(listings);
const listingId = 'l-1';
const officer = { personId: 'p-zhao', organisationId: 'o-institute', region: '500117' };
const agent = { personId: 'p-deng', organisationId: 'o-agency', region: '511622' };
const stranger = { personId: 'p-else', organisationId: 'o-firm', region: '500117' };
const administrator = { personId: 'p-zheng', organisationId: 'o-bureau-hechuan', region: '500117' };
const neighbour = { personId: 'p-feng', organisationId: 'o-bureau-wusheng', region: '511622' };
const achievement = { achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-wang', version: 1, content, files: [] };
const ruleOf = (id: AppliedRule['id'], amount: number, unit: AppliedRule['unit']): AppliedRule => ({ id, jurisdiction: 'CN', version: 1, amount, unit, force: 'default', article: '合武平台规则', verification: 'proposal' });
const rule = ruleOf('listing_months', 12, 'months');
const windowRule = ruleOf('listing_renewal_days', 60, 'natural_days');
const expiresAt = '2027-03-02T01:00:00.000Z';
const later = '2028-03-02T01:00:00.000Z';
const market = { achievement, mandate: null, granted: null, today: '2027-02-01' } as const;
const mandate = { mandateId: 'm-1', achievementId: 'a-1', principalOrganisationId: 'o-institute', agentOrganisationId: 'o-agency', modes: ['ordinary_licence' as const], fromOn: '2026-03-02', untilOn: '2027-03-01', ended: false };

const drafted: ListingDrafted = { type: 'ListingDrafted', data: { listingId, achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-zhao', offer, agentOrganisationId: null, mandateId: null } };
const mandated: ListingDrafted = { ...drafted, data: { ...drafted.data, draftedBy: 'p-deng', agentOrganisationId: 'o-agency', mandateId: 'm-1' } };
const submitted: ListingSubmitted = { type: 'ListingSubmitted', data: { listingId, round: 1, submittedBy: 'p-zhao', offer, achievementVersion: 1, achievement: content, files: [], interested: ['p-wang'] } };
const published: ListingPublished = {
  type: 'ListingPublished',
  data: { listingId, round: 1, achievementId: 'a-1', achievementVersion: 1, organisationId: 'o-institute', region: '500117', mode: offer.mode, price: offer.price, publishedBy: 'p-li', expiresAt, listedForMonths: 12, rule },
};
const onMarket = [drafted, submitted, published] as const;
const renewed: ListingRenewed = { type: 'ListingRenewed', data: { listingId, renewedBy: 'p-zhao', expiredAtBefore: expiresAt, expiresAt: later, months: 12, rule, windowRule } };
const suspended: ListingSuspended = { type: 'ListingSuspended', data: { listingId, ground: 'complaint', reason: '投诉', suspendedBy: 'p-zheng', region: '500117' } };
const holder: Holder = { kind: 'transfer', id: 't-1', mode: 'exclusive_licence', listingId };
const taken: ListingTaken = { type: 'ListingTaken', data: { listingId, holder } };
const freed = { type: 'ListingFreed', data: { listingId, holderId: 't-1' } } as const;
const expired = { type: 'ListingExpired', data: { listingId, expiresAt } } as const;
const contracted = { type: 'ListingContracted', data: { listingId, transferId: 't-1', contractId: 'c-1', mode: 'exclusive_licence' } } as const;
const gone = (ground: 'right_granted' | 'mandate_ended', withdrawnBy: string) => ({ type: 'ListingWithdrawn', data: { listingId, withdrawnBy, ground, reason: null } }) as const;

const renew = { type: 'RenewListing', by: officer, rule, windowRule, ...market } as const;
const suspend = { type: 'SuspendListing', by: administrator, belongs: false, ground: 'complaint', reason: '投诉' } as const;
const resume = { type: 'ResumeListing', by: administrator, belongs: false, reason: '查清' } as const;
const expire = { type: 'ExpireListing', expiresAt } as const;
const take = { type: 'TakeListing', holder } as const;
const free = { type: 'FreeListing', holderId: 't-1', now: '2026-09-01T00:00:00.000Z' } as const;
const settle = { type: 'SettleGrant', transferId: 't-1', contractId: 'c-1', mode: 'exclusive_licence', forbidden: true, by: 'system:x', now: free.now } as const;

describe('a renewal', () => {
  test('adds a term to the one that runs, also while it is taken, and once in its window', () => {
    given(...onMarket).when(renew).then(renewed);
    given(...onMarket, taken).when(renew).then(renewed);
    given(...onMarket).when(renew).thenRepeatingIsHarmless();
    given(...onMarket, renewed).when({ ...renew, today: '2027-03-02' }).thenNothing();
  });

  test('is refused to strangers, too early, of what changed, and of what is not on the market', () => {
    given().when(renew).thenRefused('not_found');
    given(...onMarket).when({ ...renew, by: stranger }).thenRefused('not_found');
    given(...onMarket, suspended).when(renew).thenRefused('listing_suspended', { ground: 'complaint' });
    given(drafted, submitted).when(renew).thenRefused('listing_not_on_market', { status: 'submitted' });
    given(...onMarket, expired).when(renew).thenRefused('listing_not_on_market', { status: 'expired' });
    given(...onMarket).when({ ...renew, granted: 'assignment' }).thenRefused('right_already_granted', { granted: 'assignment', mode: 'ordinary_licence' });
    given(...onMarket).when({ ...renew, achievement: { ...achievement, version: 2 } }).thenRefused('listing_outdated', { listedVersion: 1, version: 2 });
    given(...onMarket, renewed).when({ ...renew, today: '2027-03-03' }).thenRefused('renewal_too_early', { fromOn: '2028-01-02' });
  });

  test('opens on the sixtieth day before, and not on the day before that', () => {
    given(...onMarket).when({ ...renew, today: '2027-01-01' }).then(renewed);
    given(...onMarket).when({ ...renew, today: '2026-12-31' }).thenRefused('renewal_too_early', { fromOn: '2027-01-01' });
  });

  test('opens exactly so many days before the day of expiry as the rule says', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), fc.integer({ min: -400, max: 30 }), fc.integer({ min: 1, max: 120 }), (days, from, months) => {
        const today = plusDays(dayOf(expiresAt), from);
        const state = [...onMarket].reduce(listings.evolve, listings.initialState);
        const decision = listings.decide({ ...renew, today, windowRule: { ...windowRule, amount: days }, rule: { ...rule, amount: months } }, state);
        expect(isRefusal(decision) ? decision.refused : decision[0]).toEqual(
          from < -days ? 'renewal_too_early' : { type: 'ListingRenewed', data: expect.objectContaining({ expiresAt: monthsAfter(expiresAt, months), months }) },
        );
      }),
    ));
});

describe('a suspension', () => {
  test('lies over whatever the listing is, and is lifted', () => {
    given(...onMarket).when(suspend).then(suspended);
    given(...onMarket, taken).when(suspend).then(suspended);
    given(...onMarket).when(suspend).thenRepeatingIsHarmless();
    given(...onMarket, suspended).when({ ...suspend, reason: '另一理由' }).thenRefused('listing_suspended');
    for (const after of [[], [expired], [taken]]) given(...onMarket, suspended, ...after).when(resume).then({ type: 'ListingResumed', data: { listingId, reason: '查清', resumedBy: 'p-zheng', region: '500117' } });
    given(...onMarket, suspended).when(resume).thenRepeatingIsHarmless();
    given(...onMarket).when(resume).thenRefused('listing_not_suspended');
  });

  test('is its region’s to decide, and nobody’s of its own organisation', () => {
    for (const command of [suspend, resume]) {
      given().when(command).thenRefused('not_found');
      given(...onMarket).when({ ...command, by: neighbour }).thenRefused('other_region', { region: '500117' });
      given(...onMarket).when({ ...command, by: { ...administrator, organisationId: 'o-institute' } }).thenRefused('own_application');
      given(...onMarket).when({ ...command, belongs: true }).thenRefused('own_application');
    }
    given(drafted).when(suspend).thenRefused('listing_not_on_market', { status: 'drafted' });
  });

  test('does not stop its term, and cannot be shaken off by submitting again', () => {
    given(...onMarket, suspended).when(expire).then(expired);
    given(...onMarket, suspended, expired).when({ type: 'SubmitListing', by: officer, duplicate: null, ...market }).thenRefused('listing_suspended', { ground: 'complaint' });
  });
});

describe('what expired', () => {
  test('can be changed and submitted again', () => {
    given(...onMarket, expired).when({ type: 'SubmitListing', by: officer, duplicate: null, ...market }).then({ ...submitted, data: { ...submitted.data, round: 2 } });
    given(...onMarket, expired).when({ type: 'CorrectListing', by: officer, offer: { ...offer, mode: 'assignment' } }).then({ type: 'ListingCorrected', data: { listingId, correctedBy: 'p-zhao', offer: { ...offer, mode: 'assignment' } } });
  });

  test('was not renewed: the timer of a renewed listing finds another day', () => {
    given(...onMarket, renewed).when(expire).thenNothing();
    given(...onMarket, renewed).when({ ...expire, expiresAt: later }).then({ type: 'ListingExpired', data: { listingId, expiresAt: later } });
  });
});

describe('the right of a listing', () => {
  test('is taken, handed over and freed', () => {
    given(...onMarket).when(take).then(taken);
    given(...onMarket).when(take).thenRepeatingIsHarmless();
    given(...onMarket, taken).when({ ...take, holder: { ...holder, id: 't-2' } }).then({ type: 'ListingTaken', data: { listingId, holder: { ...holder, id: 't-2' } } });
    given(...onMarket, taken).when(free).then(freed);
    given(...onMarket, taken).when(free).thenRepeatingIsHarmless();
    given(...onMarket, taken).when({ ...free, holderId: 't-2' }).thenNothing();
    for (const history of [[drafted], [drafted, submitted], [...onMarket, expired]]) given(...history).when(take).thenNothing();
  });

  test('is taken, freed and withdrawn as another achievement with the same number is; what holds its own right comes before that', () => {
    const elsewhere: Holder = { kind: 'ip_number', id: 'n-1', mode: 'assignment', listingId: null };
    const follow = { type: 'FollowNumbers', holder: elsewhere, forbidden: false, by: 'system:x', now: '2027-01-01T00:00:00.000Z' } as const;
    const takenElsewhere: ListingTaken = { type: 'ListingTaken', data: { listingId, holder: elsewhere } };
    given(...onMarket).when(follow).then(takenElsewhere);
    given(...onMarket).when(follow).thenRepeatingIsHarmless();
    given(...onMarket, takenElsewhere).when({ ...follow, holder: null }).then({ type: 'ListingFreed', data: { listingId, holderId: 'n-1' } });
    given(...onMarket, takenElsewhere).when({ ...follow, forbidden: true }).then(gone('right_granted', 'system:x'));
    given(...onMarket).when({ ...follow, holder: null }).thenNothing();
    given(...onMarket, taken).when(follow).thenNothing();
    given(...onMarket, taken).when({ ...follow, holder: null }).thenNothing();
    given(...onMarket, takenElsewhere).when(take).then(taken);
    for (const history of [[drafted], [drafted, submitted], [...onMarket, expired]]) given(...history).when(follow).thenNothing();
  });

  test('held on the day of expiry, keeps it until it is free', () => {
    given(...onMarket, taken).when(expire).thenNothing();
    given(...onMarket, taken).when({ ...free, now: expiresAt }).then(freed, expired);
  });

  test('signed for by both, contracts the listing that was negotiated about and no other, and stays so when it is granted', () => {
    const concluded = { type: 'ContractListing', transferId: 't-1', contractId: 'c-1' } as const;
    given(...onMarket, taken).when(concluded).then(contracted);
    given(...onMarket, taken).when(concluded).thenRepeatingIsHarmless();
    given(...onMarket, taken, contracted).when(settle).thenNothing();
    given(...onMarket, taken).when({ ...concluded, transferId: 't-2' }).thenNothing();
    given(...onMarket, { ...taken, data: { ...taken.data, holder: { ...holder, listingId: 'l-2' } } }).when(concluded).thenNothing();
    // What was sold names no listing: the mode says which it was.
    const sold = (mode: Holder['mode']): ListingTaken => ({ ...taken, data: { ...taken.data, holder: { ...holder, mode, listingId: null } } });
    given(...onMarket, sold(offer.mode)).when(concluded).then({ ...contracted, data: { ...contracted.data, mode: offer.mode } });
    given(...onMarket, sold('capital_contribution')).when(concluded).thenNothing();
    for (const history of [onMarket, [drafted, submitted]]) given(...history).when(concluded).thenNothing();
  });

  test('granted, contracts the listing that was negotiated about, and clears what it leaves no room for', () => {
    given(...onMarket, taken).when(settle).then(contracted);
    given(...onMarket, taken).when(settle).thenRepeatingIsHarmless();
    const sibling = { ...taken, data: { ...taken.data, holder: { ...holder, listingId: 'l-2' } } };
    given(...onMarket, sibling).when(settle).then(gone('right_granted', 'system:x'));
    given(...onMarket, sibling).when({ ...settle, forbidden: false }).then(freed);
    given(...onMarket).when(settle).then(gone('right_granted', 'system:x'));
    given(...onMarket).when({ ...settle, forbidden: false }).thenNothing();
    given(drafted, submitted).when(settle).thenNothing();
  });

  test('granted through a sale, which names no listing, contracts what was offered in that mode', () => {
    const sold = { ...taken, data: { ...taken.data, holder: { ...holder, mode: 'ordinary_licence' as const, listingId: null } } };
    given(...onMarket, sold).when({ ...settle, mode: 'ordinary_licence' }).then({ ...contracted, data: { ...contracted.data, mode: 'ordinary_licence' } });
    given(...onMarket, sold).when(settle).then(gone('right_granted', 'system:x'));
  });
});

describe('a listing under a mandate', () => {
  const draft = { type: 'DraftListing', listingId, by: agent, achievement, mandateId: 'm-1', mandate, offer, today: '2026-03-02' } as const;

  test('is the agent’s to draft, submit and renew while the mandate holds', () => {
    given().when(draft).then(mandated);
    given().when(draft).thenRepeatingIsHarmless();
    given(mandated).when({ type: 'SubmitListing', by: agent, duplicate: null, ...market, mandate }).then({ ...submitted, data: { ...submitted.data, submittedBy: 'p-deng' } });
    given(mandated, submitted, published).when({ ...renew, by: agent, mandate }).then({ ...renewed, data: { ...renewed.data, renewedBy: 'p-deng' } });
  });

  test.each([
    ['none', null],
    ['one that ended', { ...mandate, ended: true }],
    ['one that is over', { ...mandate, untilOn: '2026-03-01' }],
    ['one that has not begun', { ...mandate, fromOn: '2027-02-02', untilOn: '2027-02-03' }],
  ])('is not submitted with %s', (_, held) => given(mandated).when({ type: 'SubmitListing', by: agent, duplicate: null, ...market, today: '2026-03-02', mandate: held }).thenRefused('mandate_not_in_force'));

  test('is of the modes, the achievement and the agent that the mandate names', () => {
    given().when({ ...draft, offer: { ...offer, mode: 'assignment' } }).thenRefused('mandate_not_of_mode', { modes: ['ordinary_licence'] });
    given().when({ ...draft, mandate: { ...mandate, achievementId: 'a-2' } }).thenRefused('not_found');
    given().when({ ...draft, by: stranger }).thenRefused('not_found');
    given().when({ ...draft, mandate: null }).thenRefused('not_found');
    given().when({ ...draft, by: officer }).thenRefused('mandate_not_in_force');
  });

  test('tells its agent nothing of what became restricted', () => {
    given().when({ ...draft, achievement: { ...achievement, content: { ...content, secrecy: 'restricted' } } }).thenRefused('not_found');
    given(mandated).when({ type: 'SubmitListing', by: agent, duplicate: null, ...market, mandate, achievement: { ...achievement, content: { ...content, secrecy: 'restricted' } } }).thenRefused('not_found');
  });

  test('goes off the market when the mandate ends', () => {
    const end = { type: 'WithdrawUnmandated', by: 'system:y', mandateId: 'm-1' } as const;
    for (const history of [[mandated], [mandated, submitted, published], [mandated, submitted, published, taken]]) given(...history).when(end).then(gone('mandate_ended', 'system:y'));
    given(mandated).when(end).thenRepeatingIsHarmless();
    given(drafted).when(end).thenNothing();
    given(mandated, submitted, published, expired).when(end).thenNothing();
  });
});

describe('what comes on the market', () => {
  const submit = { type: 'SubmitListing', by: officer, duplicate: null, ...market } as const;

  test('can still be given, is the unit’s own, and is nobody else’s already', () => {
    const held = { ...content.ip[0]!, holderOrganisationId: 'o-other' };
    given(drafted).when({ ...submit, achievement: { ...achievement, content: { ...content, ip: [held] } } }).thenRefused('right_held_by_other', { title: held.title, holderOrganisationId: 'o-other' });
    given(drafted).when({ ...submit, achievement: { ...achievement, content: { ...content, ip: [{ ...held, status: 'lapsed' }] } } }).thenRepeatingIsHarmless();
    given(drafted).when({ ...submit, granted: 'exclusive_licence' }).thenRefused('right_already_granted');
    const duplicate = { listingId: 'l-9', patentNumber: '209910000001.8' };
    given(drafted).when({ ...submit, duplicate }).thenRefused('duplicate_of_other_unit', duplicate);
    given(drafted, submitted).when({ type: 'PublishListing', by: { ...administrator, personId: 'p-li' }, belongs: false, duplicate, expiresAt, rule, ...market }).thenRefused('duplicate_of_other_unit', duplicate);
  });
});
