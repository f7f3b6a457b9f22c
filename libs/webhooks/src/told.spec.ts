import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import { EVENT_TYPE_NAMES } from './event-types.js';
import { outgoingFamilies, outgoingOf, TOLD_EVENTS, type SeenBy } from './outgoing.js';
import { candidatesOf, mayBeTold, subjectsFor } from './readable.js';
import { subjectsProjection, type Subject } from './subjects.projection.js';

const LIBS = join(__dirname, '../..');
const CONTEXTS = ['listings', 'demands', 'negotiation', 'transfers', 'bidding', 'instruments', 'readings', 'supplies', 'organisations', 'imports'];

/** Every event of those contexts as it was recorded once, in every version that is still the current one's shape. */
const examples: readonly Event[] = CONTEXTS.flatMap((context) => {
  const folder = join(LIBS, context, 'src/examples');
  return existsSync(folder) ? readdirSync(folder).map((file) => ({ type: file.split('.')[0]!, data: JSON.parse(readFileSync(join(folder, file), 'utf8')) as object })) : [];
});

describe('what is told of an event', () => {
  const told = examples.flatMap((event) => outgoingOf(event) ?? []);

  test('has every type of the vocabulary, and no other', () => {
    const any = new Proxy({}, { get: () => 'x' });
    // A request is no booking yet.
    const requested = outgoingOf({ type: 'SlotBooked', data: { bookingId: 'b', confirmed: false } })!.type;
    // A use is finished by its record, in time or late.
    const types = new Set([requested, ...TOLD_EVENTS.map((type) => outgoingOf({ type, data: any })!.type)]);
    expect([...types].sort()).toEqual([...EVENT_TYPE_NAMES].sort());
  });

  test('names its subject and where to read of it, and nothing else of what was recorded', () => {
    for (const { subjectId, href } of told) {
      expect(subjectId).toEqual(expect.any(String));
      expect(href).toMatch(/^\/api\/v1\/[a-z-]+\/[\w-]+(\/[a-z]+)?$/);
    }
  });

  test('is nothing for drafts, corrections, reviews, roles, and whatever comes later', () => {
    for (const type of ['ListingDrafted', 'ListingSubmitted', 'AchievementCorrected', 'PriceAgreed', 'BidPlaced', 'ScoreGiven', 'JurorAppointed', 'BidderExcluded', 'RolesGranted', 'OrganisationReturned', 'DeliveryDied', 'WebhookPaused', 'toString', '__proto__']) expect(outgoingOf({ type, data: {} })).toBeNull();
  });

  test('comes from families that are followed', () => {
    const followed = new Set(outgoingFamilies.flatMap(({ specs }) => Object.keys(specs)));
    expect(TOLD_EVENTS.filter((type) => !followed.has(type))).toEqual([]);
    expect(told.length).toBeGreaterThan(60);
  });
});

type Known = Parameters<typeof subjectsProjection.key>[0];
const fold = (...events: readonly Event[]): ReadonlyMap<string, Subject> => {
  const documents = new Map<string, Subject>();
  for (const event of events) {
    const key = subjectsProjection.key(event as Known) as string | null;
    const after = key === null ? null : subjectsProjection.evolve(documents.get(key) ?? null, event as Known);
    if (after) documents.set(after._id, after);
  }
  return documents;
};
const happened = (type: string, data: object): Event => ({ type, data });

const drafted = (secrecy: string): Event => happened('AchievementDrafted', { achievementId: 'a', organisationId: 'unit', content: { secrecy } });
const corrected = (secrecy: string): Event => happened('AchievementCorrected', { achievementId: 'a', content: { secrecy } });
const listing = (type: string): Event => happened(type, { listingId: 'l', achievementId: 'a', organisationId: 'unit' });
const opened = happened('NegotiationOpened', { transferId: 't', achievementId: 'a', sellerOrganisationId: 'unit', buyerOrganisationId: 'firm' });
const seenBy = (type: string, data: object): SeenBy => outgoingOf(happened(type, data))!.seenBy;
const whoOf = (seen: SeenBy, ...events: readonly Event[]): readonly string[] => ['unit', 'firm', 'stranger'].filter((organisation) => mayBeTold(organisation, seen, fold(...events)));

describe('who is told', () => {
  const published = seenBy('ListingPublished', { listingId: 'l' });
  const resumed = seenBy('ListingResumed', { listingId: 'l' });
  const suspended = seenBy('ListingSuspended', { listingId: 'l' });
  const withdrawn = seenBy('ListingWithdrawn', { listingId: 'l' });
  const notice = seenBy('NoticeOpened', { noticeId: 'n', achievementId: 'a' });
  const transfer = seenBy('NegotiationOpened', { transferId: 't', achievementId: 'a' });

  test('of a published listing everybody, until it is off the market', () => {
    const market = [drafted('public'), listing('ListingDrafted'), listing('ListingPublished')];
    expect(whoOf(published, ...market)).toEqual(['unit', 'firm', 'stranger']);
    for (const end of ['ListingWithdrawn', 'ListingExpired', 'ListingContracted']) {
      expect(whoOf(published, ...market, listing(end))).toEqual(['unit']);
      expect(whoOf(withdrawn, ...market, listing(end))).toEqual(['unit', 'firm', 'stranger']);
    }
    expect(whoOf(withdrawn, ...market)).toEqual([]);
  });

  test('of a suspended one everybody that it is hidden, and that it is back', () => {
    const hidden = [drafted('public'), listing('ListingDrafted'), listing('ListingPublished'), listing('ListingSuspended')];
    expect(whoOf(published, ...hidden)).toEqual(['unit']);
    expect(whoOf(suspended, ...hidden)).toEqual(['unit', 'firm', 'stranger']);
    expect(whoOf(resumed, ...hidden, listing('ListingResumed'))).toEqual(['unit', 'firm', 'stranger']);
    expect(whoOf(suspended, ...hidden, listing('ListingResumed'))).toEqual([]);
    // A draft can be suspended too, and nobody ever saw it.
    expect(whoOf(suspended, drafted('public'), listing('ListingDrafted'), listing('ListingSuspended'))).toEqual([]);
  });

  test('of one that was never published nobody but its unit, and of its withdrawal nobody', () => {
    expect(whoOf(published, drafted('public'), listing('ListingDrafted'))).toEqual(['unit']);
    expect(whoOf(withdrawn, drafted('public'), listing('ListingDrafted'), listing('ListingWithdrawn'))).toEqual([]);
  });

  test('of what is restricted its own unit, whatever it was before', () => {
    const market = [drafted('public'), listing('ListingDrafted'), listing('ListingPublished'), opened, corrected('restricted')];
    for (const seen of [published, notice, transfer]) expect(whoOf(seen, ...market)).toEqual(['unit']);
    for (const seen of [published, notice]) expect(whoOf(seen, ...market, corrected('on_request'))).toEqual(['unit', 'firm', 'stranger']);
  });

  test('of a transfer and of a booking the parties', () => {
    expect(whoOf(transfer, drafted('public'), opened)).toEqual(['unit', 'firm']);
    const slot = (owner: string, user: string): Event => happened('SlotBooked', { bookingId: 'b', ownerOrganisationId: owner, organisationId: user });
    const moved = seenBy('BookingMoved', { bookingId: 'b' });
    expect(whoOf(moved, slot('unit', 'firm'))).toEqual(['unit', 'firm']);
    // Somebody who books elsewhere under the same id hears nothing of it.
    expect(whoOf(moved, slot('unit', 'firm'), slot('stranger', 'stranger'))).toEqual(['unit', 'firm']);
    expect(candidatesOf(moved, fold(slot('unit', 'firm')))).toEqual(['unit', 'firm']);
  });

  test('of what a waiting list offers whoever it is offered to, and of an outage everybody', () => {
    const offered = happened('SlotOffered', { offerId: 'o', organisationId: 'firm' });
    expect(whoOf(seenBy('SlotOffered', { offerId: 'o' }), offered)).toEqual(['firm']);
    expect(whoOf(seenBy('OfferEnded', { offerId: 'o' }), offered)).toEqual(['firm']);
    expect(whoOf(seenBy('OutageAnnounced', { outageId: 'x' }))).toEqual(['unit', 'firm', 'stranger']);
    expect(outgoingOf(happened('InstrumentWithdrawn', { instrumentId: 'i' }))).toMatchObject({ type: 'calendar.instrument_withdrawn', subjectId: 'i', href: '/api/v1/instruments/i', seenBy: { who: 'everybody' } });
  });

  test('of a demand everybody, while it is hidden of that alone, and its poster always', () => {
    const posted = happened('DemandPosted', { demandId: 'd', organisationId: 'firm' });
    const [post, hide] = [seenBy('DemandPosted', { demandId: 'd' }), seenBy('DemandSuspended', { demandId: 'd' })];
    expect([whoOf(post, posted), whoOf(hide, posted)]).toEqual([['unit', 'firm', 'stranger'], []]);
    const hidden = [posted, happened('DemandSuspended', { demandId: 'd' })];
    expect([whoOf(post, ...hidden), whoOf(hide, ...hidden)]).toEqual([['firm'], ['unit', 'firm', 'stranger']]);
    expect(whoOf(seenBy('ChallengeAnnounced', { demandId: 'd' }), ...hidden, happened('DemandResumed', { demandId: 'd' }))).toEqual(['unit', 'firm', 'stranger']);
  });

  test('of a team of a challenge the poster and that team', () => {
    const posted = happened('DemandPosted', { demandId: 'd', organisationId: 'firm' });
    const entered = seenBy('TeamEntered', { demandId: 'd', organisationId: 'unit' });
    expect(whoOf(entered, posted)).toEqual(['unit', 'firm']);
    expect(candidatesOf(entered, fold(posted))).toEqual(['firm', 'unit']);
  });

  test.each([
    ['ProposalSubmitted', { proposalId: 'p', organisationId: 'unit', demandOrganisationId: 'firm' }, 'ProposalDeclined'],
    ['DisclosureRequested', { disclosureId: 'x', demandId: 'd', organisationId: 'unit', toOrganisationId: 'firm' }, 'DisclosureGranted'],
    ['SuggestionSent', { suggestionId: 's', achievementId: 'a', fromOrganisationId: 'unit', toOrganisationId: 'firm' }, 'SuggestionAnswered'],
    ['MandateGranted', { mandateId: 'm', achievementId: 'a', principalOrganisationId: 'unit', agentOrganisationId: 'firm' }, 'MandateEnded'],
    ['BidderRegistered', { biddingId: 'b', achievementId: 'a', organisationId: 'unit', custodianOrganisationId: 'firm' }, 'DepositConfirmed'],
  ])('of %s and what follows it the two sides', (type, data, later) => {
    expect(whoOf(seenBy(type, data), drafted('public'), happened(type, data))).toEqual(['unit', 'firm']);
    expect(whoOf(seenBy(later, data), drafted('public'), happened(type, data))).toEqual(['unit', 'firm']);
    expect(whoOf(seenBy(type, data))).toEqual([]);
  });

  test('of a restricted achievement neither a suggestion, a mandate, a bidding, an auction nor an objection goes out', () => {
    const hidden = [drafted('restricted'), happened('SuggestionSent', { suggestionId: 's', achievementId: 'a', fromOrganisationId: 'stranger', toOrganisationId: 'firm' }), happened('MandateGranted', { mandateId: 'm', achievementId: 'a', principalOrganisationId: 'unit', agentOrganisationId: 'firm' })];
    const data = { suggestionId: 's', mandateId: 'm', biddingId: 'b', auctionId: 'x', noticeId: 'n', objectionId: 'o', achievementId: 'a' };
    expect(whoOf(seenBy('SuggestionSent', data), ...hidden)).toEqual([]);
    for (const type of ['MandateEnded', 'BiddingClosed', 'AuctionHeld', 'ObjectionRaised', 'ObjectionOverdue']) expect(whoOf(seenBy(type, data), ...hidden)).toEqual(['unit']);
  });

  test('of what is not known nobody', () => {
    for (const seen of [published, withdrawn, notice, transfer]) expect(whoOf(seen)).toEqual([]);
    expect(candidatesOf(transfer, new Map())).toEqual([]);
    expect(candidatesOf(published, new Map())).toBeNull();
  });

  test('and all documents that this asks for are read', async () => {
    const all = fold(drafted('public'), listing('ListingDrafted'), listing('ListingPublished'), opened);
    for (const seen of [published, notice, transfer]) {
      const read = await subjectsFor(seen, async (keys) => new Map([...all].filter(([key]) => keys.includes(key))));
      expect(mayBeTold('firm', seen, read)).toBe(true);
    }
  });
});

test('folded twice, or from an event that is of no interest, a subject stays as it is', () => {
  const story = [drafted('public'), listing('ListingDrafted'), listing('ListingPublished'), opened, corrected('restricted'), listing('ListingWithdrawn')];
  expect(fold(...story, ...story.slice(3))).toEqual(fold(...story));
  expect(subjectsProjection.key(happened('OfferMade', {}) as unknown as Recorded<never>)).toBeNull();
});
