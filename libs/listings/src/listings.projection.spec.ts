import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Actor } from '@hewu/platform/src/actor.js';
import { groupsOf } from '@hewu/search/src/asked.js';
import { findsAll, profileOf } from '@hewu/search/src/matching.js';
import { achievementOf } from './achievement.answers.js';
import { achievementsProjection, type AchievementDocument } from './achievements.projection.js';
import type { AchievementContent, AchievementEvent, ListingEvent } from './events.js';
import { listingOf } from './listing.answers.js';
import { listingsProjection, type ListingDocument } from './listings.projection.js';
import { sampleContent as content, sampleOffer as offer } from './samples.js';

/** As a store gives it back; the `n`th event happened `n` minutes after ten. */
const recorded = <E extends ListingEvent | AchievementEvent>(event: E, n: number): Recorded<E> => ({
  ...event,
  eventId: `e-${n}`,
  schemaVersion: 1,
  metadata: { commandId: `c-${n}`, fingerprint: '', correlationId: 'x', causationId: 'x', actor: 'p-actor', onBehalfOf: null, region: null, legalBasis: null, occurredAt: at(n) },
  stream: 's-1',
  revision: n,
  position: String(n),
  recordedAt: at(n),
});
const at = (n: number): string => `2026-03-02T10:0${n}:00.000Z`;
const listing = (...events: ListingEvent[]): ListingDocument | null => events.map(recorded).reduce<ListingDocument | null>(listingsProjection.evolve, null);
const achievement = (...events: AchievementEvent[]): AchievementDocument | null => events.map(recorded).reduce<AchievementDocument | null>(achievementsProjection.evolve, null);

const listingId = 'l-1';
const drafted: ListingEvent = { type: 'ListingDrafted', data: { listingId, achievementId: 'a-1', organisationId: 'o-1', region: '500117', draftedBy: 'p-zhao', offer, agentOrganisationId: null, mandateId: null } };
const submittedWith = (changes: Partial<AchievementContent> = {}, round = 1): ListingEvent => ({
  type: 'ListingSubmitted',
  data: { listingId, round, submittedBy: 'p-zhao', offer, achievementVersion: round, achievement: { ...content, ...changes }, files: [], interested: ['p-wang'] },
});
const returned: ListingEvent = { type: 'ListingReturned', data: { listingId, round: 1, returnedBy: 'p-li', region: '500117', reason: '请写明数据来源' } };
const published: ListingEvent = {
  type: 'ListingPublished',
  data: {
    listingId, round: 2, achievementId: 'a-1', achievementVersion: 2, organisationId: 'o-1', region: '500117', mode: offer.mode, price: offer.price,
    publishedBy: 'p-li', expiresAt: '2027-03-02T10:04:00.000Z', listedForMonths: 12, rule: null,
  },
};

describe('the read model of listings', () => {
  test('tells the steps with their reasons, and shows what was submitted last', () => {
    const document = listing(drafted, submittedWith(), returned, submittedWith({ incumbent: '120 ℃ 热油浸提（行业平均）' }, 2), published);
    expect(document).toMatchObject({
      _id: listingId, status: 'published', round: 2, publishedAt: at(4), expiresAt: '2027-03-02T10:04:00.000Z', changedAt: at(4), restricted: false,
      achievementVersion: 2, achievement: { incumbent: '120 ℃ 热油浸提（行业平均）' },
      mode: 'ordinary_licence', trl: 7, industrySection: 'C', industries: ['C', 'C13', 'C133', 'C1331'], ipcSubclasses: ['C11B'], ipKinds: ['patent'],
    });
    expect(document!.steps).toEqual([
      { at: at(0), by: 'p-zhao', did: 'ListingDrafted', round: 0, reason: null },
      { at: at(1), by: 'p-zhao', did: 'ListingSubmitted', round: 1, reason: null },
      { at: at(2), by: 'p-li', did: 'ListingReturned', round: 1, reason: '请写明数据来源' },
      { at: at(3), by: 'p-zhao', did: 'ListingSubmitted', round: 2, reason: null },
      { at: at(4), by: 'p-li', did: 'ListingPublished', round: 2, reason: null },
    ]);
  });

  test('shows a draft without content, and changes its offer', () => {
    const cheaper = { ...offer, price: { kind: 'negotiable' } as const };
    expect(listing(drafted)).toMatchObject({ status: 'drafted', achievement: null, trl: null, terms: [] });
    expect(listing(drafted, { type: 'ListingCorrected', data: { listingId, correctedBy: 'p-zhao', offer: cheaper } })).toMatchObject({ status: 'drafted', offer: cheaper });
  });

  test('knows withdrawn by its owner from withdrawn because restricted, and expired', () => {
    const withdrawn = (ground: 'owner' | 'achievement_restricted'): ListingEvent => ({ type: 'ListingWithdrawn', data: { listingId, withdrawnBy: 'p', ground, reason: null } });
    expect(listing(drafted, submittedWith(), published, withdrawn('owner'))).toMatchObject({ status: 'withdrawn', restricted: false });
    expect(listing(drafted, submittedWith(), published, withdrawn('achievement_restricted'))).toMatchObject({ status: 'withdrawn', restricted: true });
    expect(listing(drafted, submittedWith(), published, { type: 'ListingExpired', data: { listingId, expiresAt: '2027-03-02T10:04:00.000Z' } })).toMatchObject({ status: 'expired' });
  });

  const isFoundBy = (document: ListingDocument | null, phrase: string): boolean => findsAll(groupsOf(phrase), profileOf(document!.terms));

  test.each(['花椒油', '花椒 低温', '青花椒挥发油保留率', '热油浸提', 'prickly ash', 'extracting prickly-ash oil', 'Sichuan pepper', '209910000001.8', 'ZL209910000001.8'])('it is found by %s', (phrase) => {
    expect(isFoundBy(listing(drafted, submittedWith()), phrase)).toBe(true);
  });

  test('what was written in Chinese alone is found in English, and the other way', () => {
    expect(isFoundBy(listing(drafted, submittedWith({ titleEn: null, abstractEn: null })), 'low-temperature extraction of Sichuan pepper')).toBe(true);
    const english = { title: 'Vision sorter', abstract: 'Sorts hotpot bases by machine vision.', problemSolved: 'Labour', incumbent: 'By hand', titleEn: null, abstractEn: null, advantages: [], ip: [] };
    expect(isFoundBy(listing(drafted, submittedWith(english)), '火锅底料机器视觉分选')).toBe(true);
    expect(isFoundBy(listing(drafted, submittedWith(english)), '摩托车')).toBe(false);
  });

  test('behind a confidentiality tier numbers, titles of rights and evidence are neither shown nor searched', () => {
    const document = listing(drafted, submittedWith({ secrecy: 'after_nda' }), published)!;
    expect(isFoundBy(document, 'ZL209910000001.8')).toBe(false);
    const { number, title } = content.ip[0]!;
    for (const secret of [number!, title, content.maturity.evidence]) {
      expect(JSON.stringify(listingOf(document, 'public'))).not.toContain(secret);
      expect(JSON.stringify(listingOf(listing(drafted, submittedWith(), published)!, 'public'))).toContain(secret);
    }
  });

  test('the public is told nothing of persons', () => {
    expect(JSON.stringify(listingOf(listing(drafted, submittedWith(), published)!, 'public'))).not.toMatch(/p-(?:wang|zhao|li)/);
  });
});

describe('the read model of achievements', () => {
  const own: Actor = { personId: 'p-wang', organisationId: 'o-1', region: '500117', verified: true, roles: ['researcher'] };
  const reviewer: Actor = { personId: 'p-he', organisationId: 'o-2', region: '511622', verified: true, roles: ['region_reviewer'] };
  const first: AchievementEvent = { type: 'AchievementDrafted', data: { achievementId: 'a-1', organisationId: 'o-1', region: '500117', draftedBy: 'p-wang', content } };
  const second = (changes: Partial<AchievementContent>): AchievementEvent => ({
    type: 'AchievementCorrected',
    data: { achievementId: 'a-1', version: 2, correctedBy: 'p-wang', reason: '补充', content: { ...content, ...changes } },
  });

  test('keeps every version with its reason', () => {
    const document = achievement(first, second({ incumbent: '另一种工艺' }))!;
    expect(document).toMatchObject({ draftedAt: at(0), changedAt: at(1), secrecy: 'public' });
    expect(document.versions.map(({ version, at: when, by, reason, content: { incumbent } }) => [version, when, by, reason, incumbent])).toEqual([
      [1, at(0), 'p-wang', null, '120 ℃ 热油浸提'],
      [2, at(1), 'p-wang', '补充', '另一种工艺'],
    ]);
    expect(achievementOf(document, reviewer)).toMatchObject({ version: 2, content: { incumbent: '另一种工艺' } });
  });

  test('a version that was restricted stays in its unit when a later one is not', () => {
    const restrictedFirst: AchievementEvent = { type: 'AchievementDrafted', data: { ...(first.data as { achievementId: string; organisationId: string; region: string; draftedBy: string }), content: { ...content, secrecy: 'restricted' } } };
    const document = achievement(restrictedFirst, second({}))!;
    expect(achievementOf(document, own).versions).toHaveLength(2);
    expect(achievementOf(document, reviewer).versions.map(({ version }) => version)).toEqual([2]);
  });
});
