import { endOf } from '@hewu/calendar/src/days.js';
import { achievementEvents, listingEvents, type AchievementEvent, type ListingEvent } from '@hewu/listings/src/events.js';
import { idle, slot, waits, type DutyTable } from './duty.js';

type Known = { readonly organisationId: string; readonly region: string; readonly title: string; readonly titleEn: string };

type Unit = { readonly organisationId: string };

/** A completer's request waits for the unit; a submitted listing waits for the region's reviewer, a returned one for its unit's transfer office. */
export const listingDuties: DutyTable = {
  whats: {
    listing_review: { zh: '审核挂牌', en: 'Review a listing' },
    transformation_answer: { zh: '答复成果完成人的转化申请', en: "Answer a completer's request to transform" },
    listing_correction: { zh: '修改被退回的挂牌', en: 'Correct a returned listing' },
  },
  slots: [
    slot<ListingEvent, Known>('listing', 'listingId', [listingEvents], {
      ListingDrafted: ({ data: { organisationId, region } }) => idle({ organisationId, region, title: '', titleEn: '' }),
      ListingSubmitted: ({ data: { listingId, round, achievement } }, known) => {
        if (!known) return null;
        const next = { ...known, title: achievement.title, titleEn: achievement.titleEn ?? achievement.title };
        return waits(next, {
          what: 'listing_review', round, by: { region: known.region, roles: ['region_reviewer'] }, dueBy: 'listing_review_days', href: `/api/v1/listings/desk/${listingId}`,
          sentence: { zh: `挂牌“${next.title}”待审核`, en: `The listing "${next.titleEn}" waits for review` },
        });
      },
      ListingReturned: ({ data: { listingId, round } }, known) =>
        known && waits(known, {
          what: 'listing_correction', round, by: { organisationId: known.organisationId, roles: ['transfer_officer'] }, href: `/api/v1/listings/desk/${listingId}`,
          sentence: { zh: `挂牌“${known.title}”被退回，请修改后再提交`, en: `The listing "${known.titleEn}" was returned: correct and submit it again` },
        }),
      // What may no longer be read must not stand here either, so the title goes with the duty.
      ListingPublished: (_event, known) => known && idle({ ...known, title: '', titleEn: '' }),
      ListingWithdrawn: (_event, known) => known && idle({ ...known, title: '', titleEn: '' }),
      ListingExpired: (_event, known) => known && idle({ ...known, title: '', titleEn: '' }),
    }),
    slot<AchievementEvent, Unit>('transformation', 'achievementId', [achievementEvents], {
      AchievementDrafted: ({ data: { organisationId } }) => idle({ organisationId }),
      TransformationRequested: ({ data: { achievementId, requestId, answerBy } }, known) =>
        known && waits(known, {
          what: 'transformation_answer', round: requestId, by: { organisationId: known.organisationId, roles: ['transfer_officer', 'decision_maker'] }, dueAt: endOf(answerBy), href: `/api/v1/achievements/${achievementId}`,
          sentence: { zh: '成果完成人申请实施转化，待单位答复', en: 'A completer asked to transform an achievement and waits for the unit' },
        }),
      TransformationAnswered: (_event, known) => known && idle(known),
    }),
  ],
};
