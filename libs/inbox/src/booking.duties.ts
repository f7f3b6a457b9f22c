import { calendarEvents, usageEvents, type By, type CalendarEvent, type UsageEvent } from '@hewu/instruments/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { AS_IT_WAS, idle, slot, waits, type Doer, type DoneBy, type DutyTable, type Next } from './duty.js';
import { onTheClock } from '@hewu/calendar/src/local-time.js';

type Booked = { readonly owner: string; readonly instrumentId: string; readonly user: string; readonly personId: string; readonly from: string };
type Known = Booked & { readonly until: string; readonly moves: number; readonly inSeries: boolean };

const MANAGERS: readonly Doer[] = ['instrument_manager'];
const href = (bookingId: string): string => `/api/v1/bookings/${bookingId}`;
const ofUser = ({ user, personId }: Booked): { readonly organisationId: string; readonly personId: string } => ({ organisationId: user, personId });
/** The owner's instrument managers, and whoever operates this instrument. */
const ofOwner = ({ owner, instrumentId }: Booked): DoneBy => ({ organisationId: owner, roles: MANAGERS, instrumentIds: [instrumentId] });

const checkIn = (bookingId: string, known: Known): Next<Known> =>
  waits(known, {
    what: 'check_in', round: known.moves, by: ofUser(known), dueAt: known.from, href: href(bookingId),
    sentence: { zh: '预约的仪器到时请签到', en: 'Check in when the booked slot begins' },
  });

/** The owner has until the slot begins, or the one to which the booking goes back otherwise; then the request lapses by itself, so nobody is told that it is overdue. */
const answer = (bookingId: string, known: Known, dueAt = known.from): Next<Known> =>
  waits(known, {
    what: known.inSeries ? 'series_part_request' : 'booking_request', round: known.moves, by: ofOwner(known), dueAt, href: href(bookingId),
    sentence: { zh: `${onTheClock(known.from)} 的预约申请，待答复`, en: `A request for ${onTheClock(known.from)} waits for an answer` },
  });

const recording = (bookingId: string, known: Known): Next<Known> =>
  waits(known, {
    what: 'usage_recording', round: known.moves, by: ofUser(known), dueAt: known.until, href: href(bookingId),
    sentence: { zh: '使用结束后请登记机时', en: 'Record the use when it has ended' },
  });

const confirming = ({ bookingId, minutes }: { readonly bookingId: string; readonly minutes: number }, known: Known): Next<Known> =>
  waits(known, {
    what: 'usage_confirmation', round: known.moves, by: ofOwner(known), dueBy: 'usage_confirmation_days', href: href(bookingId),
    sentence: { zh: `使用 ${minutes} 分钟，待确认`, en: `${minutes} minutes of use wait for confirmation` },
  });

/** What others did with somebody's booking. Their words are read where `href` leads; a letter repeats none of them. */
const news = (bookingId: string, known: Booked, what: string, round: string, sentence: Bilingual): Next<Booked> => waits(known, { what, round, by: ofUser(known), href: href(bookingId), sentence });

const WHO: Readonly<Record<By, Bilingual>> = { user: { zh: '本单位', en: 'Your organisation' }, staff: { zh: '仪器单位', en: 'The owner' }, outage: { zh: '因仪器停用，系统', en: 'An outage' }, act: { zh: '因合并预约的另一台仪器未获同意，系统', en: 'A refusal of another instrument that you booked with it' } };

/**
 * A request waits for the owner; a booking for its user to check in and to record the use, then for the owner to confirm it. What
 * others do with a booking is news for its user; a use whose time is over without a record is a case for the owner.
 */
export const bookingDuties: DutyTable = {
  whats: {
    booking_request: { zh: '答复预约申请', en: 'Answer a request for an instrument', staysThere: true },
    series_part_request: { zh: '答复系列预约中的一次', en: 'Answer a request that is part of a series', quiet: true, staysThere: true },
    check_in: { zh: '仪器签到', en: 'Check in at the instrument', quiet: true, staysThere: true },
    usage_recording: { zh: '登记仪器使用', en: 'Record the use of the instrument', quiet: true },
    usage_confirmation: { zh: '确认仪器使用', en: 'Confirm the use of an instrument' },
    outage_ahead: { zh: '使用期间仪器将停用', en: 'An outage begins during your use', news: true },
    use_meets_outage: { zh: '处理停用前未结束的使用', en: 'See to a use that runs into an outage', staysThere: true },
    unrecorded_use: { zh: '处理长期未登记的使用', en: 'See to a use that nobody recorded' },
    overdue_use: { zh: '处理超时未结束的使用', en: 'See to a use that is overdue' },
    booked_for_you: { zh: '他人为您预约', en: 'A booking was made for you', news: true },
    booking_accepted: { zh: '预约申请已接受', en: 'Your request was accepted', news: true },
    booking_declined: { zh: '预约申请未被接受', en: 'Your request was not accepted', news: true },
    booking_moved: { zh: '预约被改期', en: 'Your booking was moved', news: true },
    booking_cancelled: { zh: '预约被取消', en: 'Your booking was cancelled', news: true },
    act_part_cancelled: { zh: '合并预约中的一台被取消', en: 'A booking of several instruments was given back', news: true },
    booking_missed: { zh: '预约未到场', en: 'You missed a booking', news: true },
    use_interrupted: { zh: '使用被中断', en: 'Your use was broken off', news: true },
    time_freed: { zh: '前一位提前结束', en: 'The instrument is free earlier', news: true },
  },
  slots: [
    slot<CalendarEvent | UsageEvent, Known>('booking', 'bookingId', [calendarEvents, usageEvents], {
      SlotBooked: ({ data: { bookingId, instrumentId, ownerOrganisationId: owner, organisationId: user, personId, from, until, confirmed, seriesId } }, known) => {
        // A booking is not hidden behind a later one under its id.
        if (known) return AS_IT_WAS;
        const first = { owner, instrumentId, user, personId, from, until, moves: 0, inSeries: seriesId !== null };
        return confirmed ? checkIn(bookingId, first) : answer(bookingId, first);
      },
      BookingConfirmed: ({ data: { bookingId } }, known) => known && checkIn(bookingId, known),
      BookingMoved: ({ data: { bookingId, from, until, confirmed, keepsPrevious, previousFrom } }, known) => {
        if (!known) return null;
        const moved = { ...known, from, until, moves: known.moves + 1, inSeries: false };
        return confirmed ? checkIn(bookingId, moved) : answer(bookingId, moved, keepsPrevious && previousFrom < from ? previousFrom : from);
      },
      BookingCancelled: () => null,
      BookingDeclined: () => null,
      BookingMissed: () => null,
      BookingStarted: ({ data: { bookingId } }, known) => known && recording(bookingId, known),
      BookingEndChanged: ({ data: { bookingId, until } }, known) => known && recording(bookingId, { ...known, until }),
      UsageRecorded: ({ data }, known) => known && confirming(data, known),
      LateUsageRecorded: ({ data }, known) => known && confirming(data, known),
      UsageConfirmed: () => null,
    }),
    // Once the use has begun nothing but the use itself is told, so the owner's case has its place here.
    slot<CalendarEvent | UsageEvent, Booked>('booking_beside', (type) => ({ SlotOffered: 'displacedBookingId', TimeFreed: 'nextBookingId' })[type] ?? 'bookingId', [calendarEvents, usageEvents], {
      SlotBooked: ({ data: { bookingId, instrumentId, ownerOrganisationId: owner, organisationId: user, personId, bookedBy, from } }, known) => {
        if (known) return AS_IT_WAS;
        const first = { owner, instrumentId, user, personId, from };
        if (bookedBy === personId) return idle(first);
        return news(bookingId, first, 'booked_for_you', '0', { zh: `已为您预约 ${onTheClock(from)} 的仪器`, en: `An instrument was booked for you for ${onTheClock(from)}` });
      },
      BookingConfirmed: ({ data: { bookingId, confirmedAt } }, known) =>
        known && news(bookingId, known, 'booking_accepted', confirmedAt, { zh: `您 ${onTheClock(known.from)} 的预约申请已被接受`, en: `Your request for ${onTheClock(known.from)} was accepted` }),
      BookingDeclined: ({ data: { bookingId, ground } }, known) =>
        known && news(bookingId, known, 'booking_declined', ground, ground === 'owner'
          ? { zh: `您 ${onTheClock(known.from)} 的预约申请未被接受`, en: `Your request for ${onTheClock(known.from)} was declined` }
          : { zh: `您 ${onTheClock(known.from)} 的预约申请到时未获答复，已失效`, en: `Your request for ${onTheClock(known.from)} was not answered in time and lapsed` }),
      BookingMoved: ({ data: { bookingId, from, previousFrom, by, returned, movedAt } }, known) => {
        if (!known || by === 'user' || returned?.ground === 'withdrawn') return known && idle({ ...known, from });
        if (returned)
          return news(bookingId, { ...known, from }, 'booking_moved', movedAt, {
            zh: `改到 ${onTheClock(previousFrom)} 的申请${{ owner: '未被接受', not_answered: '到时未获答复', outage: '因仪器停用而落空' }[returned.ground]}，您的预约仍在 ${onTheClock(from)}`,
            en: `Your request to move to ${onTheClock(previousFrom)} ${{ owner: 'was declined', not_answered: 'was not answered in time', outage: 'came to nothing, since an outage takes that time' }[returned.ground]}: your booking stands at ${onTheClock(from)} as before`,
          });
        return news(bookingId, { ...known, from }, 'booking_moved', movedAt, { zh: `${WHO[by].zh}将您的预约从 ${onTheClock(previousFrom)} 改到 ${onTheClock(from)}`, en: `${WHO[by].en} moved your booking from ${onTheClock(previousFrom)} to ${onTheClock(from)}` });
      },
      BookingCancelled: ({ data: { bookingId, by } }, known) =>
        known && by !== 'user' ? news(bookingId, known, 'booking_cancelled', by, { zh: `${WHO[by].zh}取消了您 ${onTheClock(known.from)} 的预约`, en: `${WHO[by].en} cancelled your booking of ${onTheClock(known.from)}` }) : null,
      // The letter of the offer tells what became of the booking.
      SlotOffered: () => null,
      BookingMissed: ({ data: { bookingId } }, known) =>
        known && news(bookingId, known, 'booking_missed', '1', { zh: `您 ${onTheClock(known.from)} 的预约未按时签到，记为爽约`, en: `Nobody checked in for your booking of ${onTheClock(known.from)}` }),
      TimeFreed: ({ data: { from, freedAt, nextBookingId } }, known) =>
        known && news(nextBookingId!, known, 'time_freed', freedAt, { zh: `前一位提前结束，仪器自 ${onTheClock(from)} 起空闲，您可以提前使用`, en: `The one before you has finished: the instrument is free from ${onTheClock(from)}, and you may come earlier` }),
      BookingStarted: (_event, known) => known && idle(known),
      UseInterrupted: ({ data: { bookingId, by, interruptedAt } }, known) =>
        known && by !== 'user' ? news(bookingId, known, 'use_interrupted', interruptedAt, { zh: `${WHO[by].zh}中断了您的使用，请登记已用机时`, en: `${WHO[by].en} broke your use off; please record the time used` }) : known && idle(known),
      BookingOverdue: ({ data: { bookingId, since } }, known) =>
        known && waits(known, {
          what: 'overdue_use', round: since, by: ofOwner(known), href: href(bookingId),
          sentence: { zh: `${onTheClock(since)} 应结束的使用尚未登记`, en: `A use that should have ended at ${onTheClock(since)} is not recorded` },
        }),
      UseMeetsOutage: ({ data: { bookingId, outageId, outageFrom } }, known) =>
        known && news(bookingId, known, 'outage_ahead', outageId, { zh: `仪器自 ${onTheClock(outageFrom)} 起停用，请在此前结束使用`, en: `The instrument goes out of service at ${onTheClock(outageFrom)}: please end your use by then` }),
      UseUnrecorded: ({ data: { bookingId, since } }, known) =>
        known && waits(known, {
          what: 'unrecorded_use', round: since, by: ofOwner(known), href: href(bookingId),
          sentence: { zh: `${onTheClock(since)} 应结束的使用逾期未登记，请补登`, en: `A use that should have ended at ${onTheClock(since)} was not recorded in time: it may still be` },
        }),
      UsageRecorded: () => null,
      LateUsageRecorded: () => null,
    }),
    // The owner of an instrument whose booking was given back because another owner declined theirs.
    slot<CalendarEvent, Booked>('booking_of_act', 'bookingId', [calendarEvents], {
      SlotBooked: ({ data: { instrumentId, ownerOrganisationId: owner, organisationId: user, personId, from, actId } }, known) => (known ? AS_IT_WAS : actId === null ? null : idle({ owner, instrumentId, user, personId, from })),
      BookingMoved: ({ data: { from } }, known) => known && idle({ ...known, from }),
      BookingCancelled: ({ data: { bookingId, by } }, known) =>
        known && by === 'act' ? waits(known, { what: 'act_part_cancelled', round: '1', by: ofOwner(known), href: href(bookingId), sentence: { zh: `${onTheClock(known.from)} 的预约已取消：与之合并预约的另一台仪器未获同意`, en: `The booking of ${onTheClock(known.from)} was given back: another instrument booked with it was declined` } }) : null,
      BookingStarted: () => null,
      BookingDeclined: () => null,
      BookingMissed: () => null,
    }),
    // Until the use has ended, or will end in time.
    slot<CalendarEvent, { readonly outageFrom: string }>('use_meets_outage', 'bookingId', [calendarEvents], {
      UseMeetsOutage: ({ data: { bookingId, outageId, instrumentId, ownerOrganisationId: organisationId, outageFrom, until } }) =>
        waits({ outageFrom }, {
          what: 'use_meets_outage', round: outageId, by: { organisationId, roles: MANAGERS, instrumentIds: [instrumentId] }, dueAt: outageFrom, href: href(bookingId),
          sentence: { zh: `使用至 ${onTheClock(until)}，停用自 ${onTheClock(outageFrom)} 开始；可中断使用`, en: `A use lasts until ${onTheClock(until)} and runs into the outage of ${onTheClock(outageFrom)}: it may be broken off` },
        }),
      BookingEndChanged: ({ data: { until } }, known) => (known && until <= known.outageFrom ? null : AS_IT_WAS),
      BookingOverdue: () => null,
      UseInterrupted: () => null,
      UsageRecorded: () => null,
    }),
  ],
};
