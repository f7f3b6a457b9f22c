import { actEvents, calendarEvents, type ActEvent, type CalendarEvent } from '@hewu/instruments/src/events.js';
import { AS_IT_WAS, idle, slot, waits, type DutyTable } from './duty.js';
import { onTheClock } from '@hewu/calendar/src/local-time.js';

type Holder = { readonly organisationId: string; readonly personId: string };
type Waiter = Holder & { readonly from: string };
type Asked = { readonly requests: number };

const href = (offerId: string): string => `/api/v1/waiting-list/${offerId}`;

/** What a calendar offers waits for whom it is offered; what became of a series or of an act is told to whoever asked for it. */
export const calendarDuties: DutyTable = {
  whats: {
    slot_offer: { zh: '答复候补名额', en: 'Answer the offer of a slot', staysThere: true },
    offer_lapsed: { zh: '候补名额已过期', en: 'An offer to you lapsed', news: true },
    waiting_ended: { zh: '所候仪器已停用，候补结束', en: 'An instrument you waited for was retired', news: true },
    offer_withdrawn: { zh: '候补名额已撤回', en: 'An offer to you was withdrawn', news: true },
    series_request: { zh: '系列预约申请', en: 'A series was requested', news: true },
    series_skipped: { zh: '系列预约未能全部订到', en: 'Part of your series could not be had', news: true },
    act_abandoned: { zh: '多台仪器的预约未成', en: 'Several instruments could not be booked together', news: true },
  },
  slots: [
    // An offer has the id of the entry, or of the booking that an outage took.
    slot<CalendarEvent, Holder>('slot_offer', (type) => (type === 'WaitingLeft' ? 'entryId' : 'offerId'), [calendarEvents], {
      SlotOffered: ({ data: { offerId, from, expiresAt, organisationId, personId, displacedBookingId } }) => {
        const by = { organisationId, personId };
        return waits(by, {
          what: 'slot_offer', round: expiresAt, by, dueAt: expiresAt, href: href(offerId),
          sentence: displacedBookingId === null
            ? { zh: `候补的仪器有空：${onTheClock(from)}，为您保留到期限`, en: `Time came free for you: ${onTheClock(from)} is kept for you until then` }
            : { zh: `因仪器停用，您的预约被取消；现为您保留 ${onTheClock(from)}`, en: `An outage took your booking; ${onTheClock(from)} is kept for you instead` },
        });
      },
      SlotBooked: () => null,
      OfferEnded: ({ data: { offerId, ground, endedAt } }, known) => {
        if (!known || ground === 'declined') return null;
        return waits(known, ground === 'expired'
          ? { what: 'offer_lapsed', round: endedAt, by: known, href: href(offerId), sentence: { zh: '为您保留的时段到期未答复，已让出', en: 'A slot that was kept for you was not taken in time and is free again' } }
          : {
              what: 'offer_withdrawn', round: endedAt, by: known, href: href(offerId),
              sentence: ground === 'passed_over'
                ? { zh: '您暂停预约、超出限额、尚缺使用条件或已不属于该时段所留的群组，为您保留的时段已让给下一位', en: 'You may not book for the time being, are over a quota, lack what the use requires, or belong no more to the group for which the time is kept: the slot that was kept for you went to the next in line' }
                : { zh: '因仪器停用，为您保留的时段已撤回', en: 'An outage took the slot that was kept for you' },
            });
      },
      // Whoever leaves need not be told so; that the instrument is retired is told beside.
      WaitingLeft: ({ data: { ground } }) => (ground === 'left' || ground === 'declined' || ground === 'withdrawn' ? null : AS_IT_WAS),
    }),
    slot<CalendarEvent, Waiter>('waiting', 'entryId', [calendarEvents], {
      WaitingJoined: ({ data: { organisationId, personId, from } }) => idle({ organisationId, personId, from }),
      WaitingLeft: ({ data: { entryId, ground, leftAt } }, known) =>
        known && ground === 'withdrawn'
          ? waits(known, {
              what: 'waiting_ended', round: leftAt, by: { organisationId: known.organisationId, personId: known.personId }, href: href(entryId),
              sentence: { zh: `您候补 ${onTheClock(known.from)} 的仪器已停用，不再排队`, en: `The instrument for which you waited for ${onTheClock(known.from)} was retired: your waiting has ended` },
            })
          : null,
    }),
    // One letter for the whole series; each of its slots waits for itself.
    slot<CalendarEvent, Asked>('series_request', 'seriesId', [calendarEvents], {
      SlotBooked: ({ data: { confirmed, instrumentId, ownerOrganisationId: organisationId, seriesId } }, known) => {
        if (confirmed) return AS_IT_WAS;
        const requests = (known?.requests ?? 0) + 1;
        return waits({ requests }, {
          what: 'series_request', round: 1, by: { organisationId, roles: ['instrument_manager'], instrumentIds: [instrumentId] }, href: `/api/v1/bookings?side=owner&status=requested&seriesId=${seriesId}`,
          sentence: { zh: `系列预约 ${requests} 次，待答复`, en: `A series of ${requests} requests waits for an answer` },
        });
      },
    }),
    slot<CalendarEvent, Asked>('series', 'seriesId', [calendarEvents], {
      SeriesBooked: ({ data: { seriesId, bookingIds, skipped, bookedBy } }) => {
        if (skipped.length === 0) return null;
        const days = skipped.slice(0, 5).map(({ on }) => on).join(', ') + (skipped.length > 5 ? ' …' : '');
        return waits({ requests: bookingIds.length }, {
          what: 'series_skipped', round: 1, by: { personIds: [bookedBy] }, href: `/api/v1/series/${seriesId}`,
          sentence: { zh: `系列预约订到 ${bookingIds.length} 次，未订到 ${skipped.length} 次：${days}`, en: `Your series has ${bookingIds.length} slots; ${skipped.length} could not be had: ${days}` },
        });
      },
    }),
    slot<ActEvent, Holder>('act', 'actId', [actEvents], {
      ActBegun: ({ data: { organisationId, bookedBy: personId } }) => idle({ organisationId, personId }),
      ActCommitted: () => null,
      // What was refused was answered at once; what was cut off was not.
      ActAbandoned: ({ data: { actId, ground } }, known) =>
        known && ground === 'deadline'
          ? waits(known, { what: 'act_abandoned', round: 1, by: known, href: `/api/v1/acts/${actId}`, sentence: { zh: '您一并预约的几台仪器未能在时限内订到，已全部让出', en: 'The instruments that you wanted together could not be had in time; nothing was booked' } })
          : null,
    }),
  ],
};
