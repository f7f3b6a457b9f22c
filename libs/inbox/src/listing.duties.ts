import { dayOf, endOf, plusDays } from '@hewu/calendar/src/days.js';
import { achievementEvents, listingEvents, type AchievementContent, type AchievementEvent, type ListingEvent, type SuspensionGround } from '@hewu/listings/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { shownAhead } from './ahead.js';
import { idle, slot, still, waits, type Doer, type Duty, type DutyTable, type Next } from './duty.js';

type Known = { readonly lister: string; readonly region: string; readonly title: string; readonly titleEn: string };
type Lister = { readonly lister: string };
type Unit = { readonly organisationId: string };
type Completers = Unit & { readonly personIds: readonly string[]; /** Some of them are of another unit, and do not see the unit's list. */ readonly outside: boolean };
type Requests = Unit & { readonly askedBy: string };

/** Who lists: the owner's transfer office, or an agent's people under a mandate. */
const LISTERS: readonly Doer[] = ['transfer_officer', 'technology_manager'];
const desk = (listingId: string): string => `/api/v1/listings/desk/${listingId}`;

const achievement = (achievementId: string): string => `/api/v1/achievements/${achievementId}`;

const SUSPENDED_FOR: Readonly<Record<SuspensionGround, Bilingual>> = {
  rights_disputed: { zh: '权属有争议', en: 'its rights are disputed' },
  misleading: { zh: '内容使人误解', en: 'it is misleading' },
  unlawful: { zh: '内容违法', en: 'it is unlawful' },
  complaint: { zh: '被投诉', en: 'there is a complaint' },
  other: { zh: '理由见挂牌', en: 'the reason stands there' },
};

/** Completers who have an account; of a restricted achievement only those of its own unit, beyond which nobody hears of it. */
const completersOf = (organisationId: string, { completers, secrecy }: AchievementContent): Completers => {
  const told = completers.filter((one) => secrecy !== 'restricted' || one.organisationId === organisationId);
  return { organisationId, personIds: [...new Set(told.flatMap(({ personId }) => personId ?? []))], outside: told.some((one) => one.personId !== null && one.organisationId !== organisationId) };
};

/** Found to lie dormant already, as what is brought in a file or by a rule's first day is; what became so the evening before is told by itself. */
const wasFound = (reachesOn: string, at: string): boolean => dayOf(at) > plusDays(reachesOn, 1);

/** What was found is told its unit together with all that was found that day. */
const dormantAt = (unit: string, achievementId: string, reachesOn: string, at: string): Pick<Duty, 'sentence' | 'href' | 'together'> => {
  if (!wasFound(reachesOn, at)) return { href: achievement(achievementId), sentence: { zh: '贵单位一项成果完成后逾期未实施，完成人可以申请转化', en: 'An achievement of your unit lies unused so long that its completers may ask to transform it' } };
  return {
    href: '/api/v1/achievements', together: `${unit}:dormancy:${dayOf(at)}`,
    sentence: { zh: '经核算，贵单位有成果完成后已逾期未实施，完成人可以申请转化，见成果列表', en: 'Achievements of your unit were found to lie unused so long that their completers may ask to transform them: see the list' },
  };
};

/** The same for its completers, unless one of another unit would not find it in the list. */
const dormantOf = ({ organisationId: unit, outside }: Completers, achievementId: string, reachesOn: string, at: string): Pick<Duty, 'sentence' | 'href' | 'together'> => {
  if (outside || !wasFound(reachesOn, at)) return { href: achievement(achievementId), sentence: { zh: '您完成的一项成果逾期未实施，您可以申请转化', en: 'An achievement that you completed lies unused so long that you may ask to transform it' } };
  return {
    href: '/api/v1/achievements', together: `${unit}:dormancy_of_completers:${dayOf(at)}`,
    sentence: { zh: '经核算，您完成的成果中有逾期未实施的，您可以申请转化，见成果列表', en: 'Achievements that you completed were found to lie unused so long that you may ask to transform them: see the list' },
  };
};

/** Says no title: what may no longer be read must not stand here either. */
const offMarket = (listingId: string, round: string, { lister }: Lister): Duty => ({
  what: 'listing_off_market', round, by: { organisationId: lister, roles: LISTERS }, href: desk(listingId),
  sentence: { zh: '贵单位一项挂牌已到期或被撤下', en: 'A listing of yours expired or was taken off the market' },
});

/** A renewal is asked for ahead of the day on which the listing goes off the market. */
const renewal = (listingId: string, expiresAt: string, knownAt: string, known: Lister): Next<Lister> =>
  waits(known, {
    what: 'listing_renewal', round: expiresAt, since: shownAhead(knownAt, expiresAt), by: { organisationId: known.lister, roles: LISTERS }, dueAt: expiresAt, href: desk(listingId),
    sentence: { zh: '挂牌即将到期，需要继续挂牌的请续期', en: 'A listing is about to expire: renew it should it stay on the market' },
  });

/**
 * A completer's request waits for the unit; a submitted listing for the region's reviewer, a returned one for whoever listed it, and a
 * published one to be renewed. What becomes dormant is told to its completers and its unit.
 */
export const listingDuties: DutyTable = {
  whats: {
    listing_review: { zh: '审核挂牌', en: 'Review a listing' },
    transformation_answer: { zh: '答复成果完成人的转化申请', en: "Answer a completer's request to transform" },
    listing_correction: { zh: '修改被退回的挂牌', en: 'Correct a returned listing' },
    listing_renewal: { zh: '挂牌续期', en: 'Renew a listing', staysThere: true },
    listing_off_market: { zh: '挂牌已撤下', en: 'A listing is off the market', news: true },
    listing_suspended: { zh: '挂牌已暂停', en: 'A listing was suspended', news: true },
    transformation_answered: { zh: '转化申请已答复', en: 'A request to transform was answered', news: true },
    dormancy: { zh: '成果已闲置', en: 'An achievement became dormant', news: true },
  },
  slots: [
    slot<ListingEvent, Known>('listing', 'listingId', [listingEvents], {
      ListingDrafted: ({ data: { organisationId, agentOrganisationId, region } }) => idle({ lister: agentOrganisationId ?? organisationId, region, title: '', titleEn: '' }),
      ListingSubmitted: ({ data: { listingId, round, achievement } }, known) => {
        if (!known) return null;
        const next = { ...known, title: achievement.title, titleEn: achievement.titleEn ?? achievement.title };
        return waits(next, {
          what: 'listing_review', round, by: { region: known.region, roles: ['region_reviewer'] }, dueBy: 'listing_review_days', href: desk(listingId),
          sentence: { zh: `挂牌“${next.title}”待审核`, en: `The listing "${next.titleEn}" waits for review` },
        });
      },
      ListingReturned: ({ data: { listingId, round } }, known) =>
        known && waits(known, {
          what: 'listing_correction', round, by: { organisationId: known.lister, roles: LISTERS }, href: desk(listingId),
          sentence: { zh: `挂牌“${known.title}”被退回，请修改后再提交`, en: `The listing "${known.titleEn}" was returned: correct and submit it again` },
        }),
      // What may no longer be read must not stand here either, so the title goes with the duty.
      ListingPublished: (_event, known) => known && idle({ ...known, title: '', titleEn: '' }),
      ListingWithdrawn: (_event, known) => known && idle({ ...known, title: '', titleEn: '' }),
      ListingExpired: (_event, known) => known && idle({ ...known, title: '', titleEn: '' }),
    }),
    slot<ListingEvent, Lister>('listing_renewal', 'listingId', [listingEvents], {
      ListingDrafted: ({ data: { organisationId, agentOrganisationId } }) => idle({ lister: agentOrganisationId ?? organisationId }),
      ListingPublished: ({ data: { listingId, expiresAt }, metadata }, known) => known && renewal(listingId, expiresAt, metadata.occurredAt, known),
      ListingRenewed: ({ data: { listingId, expiresAt }, metadata }, known) => known && renewal(listingId, expiresAt, metadata.occurredAt, known),
      ListingContracted: () => null,
      ListingWithdrawn: ({ data: { listingId, ground } }, known) =>
        // Whoever took it down themselves needs not be told.
        known && ground !== 'owner' ? waits(known, offMarket(listingId, ground, known)) : null,
      ListingExpired: ({ data: { listingId, expiresAt } }, known) => known && waits(known, offMarket(listingId, expiresAt, known)),
    }),
    slot<ListingEvent, Lister>('listing_suspension', 'listingId', [listingEvents], {
      ListingDrafted: ({ data: { organisationId, agentOrganisationId } }) => idle({ lister: agentOrganisationId ?? organisationId }),
      ListingSuspended: ({ data: { listingId, ground }, metadata }, known) =>
        known && waits(known, {
          what: 'listing_suspended', round: metadata.occurredAt, by: { organisationId: known.lister, roles: LISTERS }, href: desk(listingId),
          sentence: { zh: `挂牌被暂停展示：${SUSPENDED_FOR[ground].zh}`, en: `A listing was suspended: ${SUSPENDED_FOR[ground].en}` },
        }),
      ListingResumed: (_event, known) => known && idle(known),
    }),
    slot<AchievementEvent, Requests>('transformation', 'achievementId', [achievementEvents], {
      AchievementDrafted: ({ data: { organisationId } }) => idle({ organisationId, askedBy: '' }),
      TransformationRequested: ({ data: { achievementId, requestId, requestedBy, answerBy } }, known) =>
        known && waits({ ...known, askedBy: requestedBy }, {
          what: 'transformation_answer', round: requestId, by: { organisationId: known.organisationId, roles: ['decision_maker'] }, dueAt: endOf(answerBy), href: achievement(achievementId),
          sentence: { zh: '成果完成人申请实施转化，待单位答复', en: 'A completer asked to transform an achievement and waits for the unit' },
        }),
      TransformationAnswered: ({ data: { achievementId, requestId, agreed } }, known) =>
        known && waits(known, {
          what: 'transformation_answered', round: requestId, by: { organisationId: known.organisationId, personId: known.askedBy }, href: achievement(achievementId),
          sentence: agreed ? { zh: '单位同意了您的转化申请', en: 'The unit agreed to your request to transform an achievement' } : { zh: '单位未同意您的转化申请，理由见成果', en: 'The unit did not agree to your request to transform an achievement; its reason stands there' },
        }),
    }),
    slot<AchievementEvent, Unit>('dormancy_of_unit', 'achievementId', [achievementEvents], {
      AchievementDrafted: ({ data: { organisationId } }) => idle({ organisationId }),
      DormancyReached: ({ data: { achievementId, reachesOn }, metadata }, known) =>
        known && waits(known, { what: 'dormancy', round: reachesOn, by: { organisationId: known.organisationId, roles: ['transfer_officer'] }, ...dormantAt(known.organisationId, achievementId, reachesOn, metadata.occurredAt) }),
      AchievementImplemented: (_event, known) => known && idle(known),
    }),
    slot<AchievementEvent, Completers>('dormancy_of_completers', 'achievementId', [achievementEvents], {
      AchievementDrafted: ({ data: { organisationId, content } }) => idle(completersOf(organisationId, content)),
      AchievementCorrected: ({ data: { content } }, known) => known && still(completersOf(known.organisationId, content)),
      DormancyReached: ({ data: { achievementId, reachesOn }, metadata }, known) =>
        known && waits(known, { what: 'dormancy', round: reachesOn, apart: true, by: { personIds: known.personIds }, ...dormantOf(known, achievementId, reachesOn, metadata.occurredAt) }),
      AchievementImplemented: (_event, known) => known && idle(known),
    }),
  ],
};
