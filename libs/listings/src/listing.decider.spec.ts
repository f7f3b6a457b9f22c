import { specification } from '@hewu/kernel/src/testing.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { ListingDrafted, ListingExpired, ListingPublished, ListingReturned, ListingSubmitted, ListingWithdrawn } from './events.js';
import { listings } from './listing.decider.js';
import { sampleContent as content, sampleOffer as offer } from './samples.js';

const given = specification(listings);
const officer = { personId: 'p-zhao', organisationId: 'o-institute', region: '500117' };
const reviewer = { personId: 'p-li', organisationId: 'o-bureau-hechuan', region: '500117' };
const neighbour = { personId: 'p-chen', organisationId: 'o-bureau-wusheng', region: '511622' };
const stranger = { personId: 'p-else', organisationId: 'o-firm', region: '500117' };
const achievement = { achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-wang', version: 1, content, files: [] };
const corrected = { ...achievement, version: 2, content: { ...content, incumbent: '120 ℃ 热油浸提（行业平均）' } };
const restricted = { ...achievement, content: { ...content, secrecy: 'restricted' as const } };
const listingId = 'l-1';
const reason = '请写明对照工艺的数据来源';
const expiresAt = '2027-03-02T01:00:00.000Z';

const market = { achievement, mandate: null, granted: null, today: '2026-03-02' } as const;
const draft = { type: 'DraftListing', listingId, by: officer, achievement, mandateId: null, mandate: null, today: '2026-03-02', offer } as const;
const submit = { type: 'SubmitListing', by: officer, duplicate: null, ...market } as const;
const giveBack = { type: 'ReturnListing', by: reviewer, belongs: false, reason } as const;
const rule: AppliedRule = { id: 'listing_months', jurisdiction: 'CN', version: 1, amount: 12, unit: 'months', force: 'default', article: '合武平台规则', verification: 'proposal' };
const publish = { type: 'PublishListing', by: reviewer, belongs: false, duplicate: null, ...market, expiresAt, rule } as const;
const withdraw = { type: 'WithdrawListing', by: officer, reason: '改为自行实施' } as const;

const drafted: ListingDrafted = { type: 'ListingDrafted', data: { listingId, achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-zhao', offer, agentOrganisationId: null, mandateId: null } };
const submitted: ListingSubmitted = {
  type: 'ListingSubmitted',
  data: { listingId, round: 1, submittedBy: 'p-zhao', offer, achievementVersion: 1, achievement: content, files: [], interested: ['p-wang'] },
};
const returned: ListingReturned = { type: 'ListingReturned', data: { listingId, round: 1, returnedBy: 'p-li', region: '500117', reason } };
const published: ListingPublished = {
  type: 'ListingPublished',
  data: {
    listingId, round: 1, achievementId: 'a-1', achievementVersion: 1, organisationId: 'o-institute', region: '500117',
    mode: 'ordinary_licence', price: { kind: 'asked', fen: 48_000_000 }, publishedBy: 'p-li', expiresAt, listedForMonths: 12, rule,
  },
};
const withdrawn: ListingWithdrawn = { type: 'ListingWithdrawn', data: { listingId, withdrawnBy: 'p-zhao', ground: 'owner', reason: '改为自行实施' } };
const expired: ListingExpired = { type: 'ListingExpired', data: { listingId, expiresAt } };

describe('a listing', () => {
  test('is drafted, submitted, returned with a reason, submitted again and published', () => {
    given().when(draft).then(drafted);
    given(drafted).when(submit).then(submitted);
    given(drafted, submitted).when(giveBack).then(returned);
    given(drafted, submitted, returned)
      .when({ ...submit, achievement: corrected })
      .then({ type: 'ListingSubmitted', data: { ...submitted.data, round: 2, achievementVersion: 2, achievement: corrected.content } });
    given(drafted, submitted).when(publish).then(published);
  });

  test('of which any step is repeated is changed once', () => {
    given().when(draft).thenRepeatingIsHarmless();
    given(drafted).when(submit).thenRepeatingIsHarmless();
    given(drafted, submitted).when(giveBack).thenRepeatingIsHarmless();
    given(drafted, submitted).when(publish).thenRepeatingIsHarmless();
    given(drafted, submitted, published).when(withdraw).thenRepeatingIsHarmless();
    given(drafted, submitted, published).when({ type: 'ExpireListing', expiresAt }).thenRepeatingIsHarmless();
  });

  test('is drafted, submitted, changed and withdrawn by the owner of the achievement alone; nobody else is told that it is there', () => {
    given().when({ ...draft, by: stranger }).thenRefused('not_found');
    given().when({ ...draft, achievement: null }).thenRefused('not_found');
    given(drafted).when({ ...submit, by: stranger }).thenRefused('not_found');
    given(drafted).when({ type: 'CorrectListing', by: stranger, offer }).thenRefused('not_found');
    given(drafted, submitted, published).when({ ...withdraw, by: stranger }).thenRefused('not_found');
    given().when(submit).thenRefused('not_found');
  });

  test('is decided by the reviewer of its own region', () => {
    given(drafted, submitted).when({ ...publish, by: neighbour }).thenRefused('other_region', { region: '500117' });
    given(drafted, submitted).when({ ...giveBack, by: neighbour }).thenRefused('other_region', { region: '500117' });
    given(drafted, submitted, published).when({ ...publish, by: neighbour }).thenRefused('other_region');
  });

  test('is not decided by anyone who submitted it, completed it or belongs to its owner', () => {
    for (const personId of ['p-zhao', 'p-wang']) {
      given(drafted, submitted).when({ ...publish, by: { ...reviewer, personId } }).thenRefused('own_application');
      given(drafted, submitted).when({ ...giveBack, by: { ...reviewer, personId } }).thenRefused('own_application');
    }
    given(drafted, submitted).when({ ...publish, by: { ...reviewer, organisationId: 'o-institute' } }).thenRefused('own_application');
    // Also of who acts for the bureau now, and is a member of the unit as well.
    for (const command of [publish, giveBack]) given(drafted, submitted).when({ ...command, belongs: true }).thenRefused('own_application');
  });

  test('is decided only while it is submitted', () => {
    given(drafted).when(publish).thenRefused('listing_not_submitted', { status: 'drafted' });
    given(drafted, submitted, returned).when(publish).thenRefused('listing_not_submitted', { status: 'returned' });
    given(drafted, submitted, published).when(giveBack).thenRefused('listing_not_submitted', { status: 'published' });
    given(drafted, submitted, returned).when({ ...giveBack, reason: '另一理由' }).thenRefused('listing_not_submitted', { status: 'returned' });
  });

  test('changes its offer as a draft or when returned, and not under the eyes of the reviewer or the public', () => {
    const cheaper = { ...offer, price: { kind: 'negotiable' } as const };
    const correct = { type: 'CorrectListing', by: officer, offer: cheaper } as const;
    const event = { type: 'ListingCorrected', data: { listingId, correctedBy: 'p-zhao', offer: cheaper } } as const;
    given(drafted).when(correct).then(event);
    given(drafted, submitted, returned).when(correct).then(event);
    given(drafted, event).when(submit).then({ type: 'ListingSubmitted', data: { ...submitted.data, offer: cheaper } });
    given(drafted, submitted).when(correct).thenRefused('listing_not_open', { status: 'submitted' });
    given(drafted, submitted, published).when(correct).thenRefused('listing_not_open', { status: 'published' });
    given(drafted, submitted).when({ ...submit, achievement: corrected }).thenRefused('listing_not_open', { status: 'submitted' });
  });

  test('names the files of the achievement by their bytes, so that what is decided about is known', () => {
    const files = [{ fileId: 'f-1', sha256: 'a'.repeat(64), tier: 'public' as const }];
    given(drafted).when({ ...submit, achievement: { ...achievement, files } }).then({ ...submitted, data: { ...submitted.data, files } });
  });

  test('of a restricted achievement never leaves the unit', () => {
    given().when({ ...draft, achievement: restricted }).thenRefused('achievement_restricted');
    given().when({ ...draft, by: stranger, achievement: restricted }).thenRefused('not_found');
    given(drafted).when({ ...submit, achievement: restricted }).thenRefused('achievement_restricted');
  });

  test('whose achievement becomes restricted goes off the market, and is not there for anyone outside any more', () => {
    const bySystem = { type: 'WithdrawRestricted', by: 'system:restricted-listings' } as const;
    const gone = { type: 'ListingWithdrawn', data: { listingId, withdrawnBy: bySystem.by, ground: 'achievement_restricted', reason: null } } as const;
    given(drafted, submitted).when({ ...publish, achievement: restricted }).thenRefused('not_found');
    given(drafted, submitted, published).when(bySystem).then(gone);
    // Of one that is over, what was submitted was still read by reviewers and auditors.
    for (const over of [withdrawn, expired]) given(drafted, submitted, published, over).when(bySystem).then(gone);
    given(drafted, submitted, published).when(bySystem).thenRepeatingIsHarmless();
    given(drafted, submitted, gone).when({ ...giveBack, by: neighbour }).thenRefused('not_found');
    given(drafted, submitted, gone).when(submit).thenRefused('listing_not_open', { status: 'withdrawn' });
  });

  test('is withdrawn from anywhere, and then it is over', () => {
    for (const history of [[drafted], [drafted, submitted], [drafted, submitted, returned], [drafted, submitted, published]]) given(...history).when(withdraw).then(withdrawn);
    given(drafted, withdrawn).when(submit).thenRefused('listing_not_open', { status: 'withdrawn' });
    given(drafted, submitted, published, expired).when(withdraw).thenRefused('listing_not_open', { status: 'expired' });
  });

  test('expires when the time of its publication is over, and not by an older clock', () => {
    given(drafted, submitted, published).when({ type: 'ExpireListing', expiresAt }).then(expired);
    given(drafted, submitted, published).when({ type: 'ExpireListing', expiresAt: '2026-12-01T00:00:00.000Z' }).thenNothing();
    given(drafted, submitted, published, withdrawn).when({ type: 'ExpireListing', expiresAt }).thenNothing();
  });

  test('keeps its id from being used for something else', () => {
    given(drafted).when({ ...draft, offer: { ...offer, mode: 'assignment' } }).thenRefused('listing_id_taken');
    given(drafted).when({ ...draft, achievement: { ...achievement, achievementId: 'a-2' } }).thenRefused('listing_id_taken');
  });
});
