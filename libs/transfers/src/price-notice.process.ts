import { workingCalendarEvents, type WorkingCalendarEvent } from '@hewu/calendar/src/events.js';
import type { Errand, Process, Reaction } from '@hewu/kernel/src/process.js';
import { listingEvents, type ListingEvent } from '@hewu/listings/src/events.js';
import { priceNoticeEvents, transferEvents, type DecideBy, type NoticeEnd, type PriceNoticeEvent, type TransferEvent, type VoidGround } from './events.js';
import { noticeIdOf } from './notice-id.js';
import { CloseNoticeCommand, HideNoticesCommand, MarkOverdueCommand, RecountNoticesCommand, VoidNoticeCommand } from './notice-upkeep.commands.js';

/** Keeps notices true: closes them when their time is over, says when an objection waited too long, voids them when what they say is no longer so, counts them again when the calendar changes. */
export const priceNoticeUpkeep: Process<PriceNoticeEvent | TransferEvent | WorkingCalendarEvent | ListingEvent> = {
  name: 'price-notices',
  families: [priceNoticeEvents, transferEvents, workingCalendarEvents, listingEvents],
  react: (event) => {
    switch (event.type) {
      case 'NoticeOpened':
      case 'NoticeRecounted':
        return [closeInTime(event.data)];
      case 'ObjectionRaised':
      case 'ObjectionRecounted':
        return event.data.decideBy ? [overdueInTime(event.data, event.data.decideBy)] : [];
      case 'ObjectionDecided':
        return [{ do: 'cancel', timerId: objectionTimerOf(event.data) }, send('close', { noticeId: event.data.noticeId })];
      case 'NoticeClosed':
      case 'NoticeVoided':
        return [{ do: 'cancel', timerId: timerOf(event.data.noticeId) }];
      case 'PriceAgreed': {
        const { transferId, round } = event.data;
        return round > 1 ? [voidRound(transferId, round - 1, 'price_changed')] : [];
      }
      case 'NegotiationLeft': {
        const { transferId, round } = event.data;
        return round > 0 ? [voidRound(transferId, round, 'negotiation_left')] : [];
      }
      case 'WorkingYearPublished':
      case 'WorkingYearAmended':
        return [send('recount', { year: event.data.year, position: event.position })];
      case 'ListingWithdrawn':
        return event.data.ground === 'achievement_restricted' ? [send('hide', { listingId: event.data.listingId, position: event.position })] : [];
      case 'ObjectionOverdue':
      case 'WinnerDefaulted':
      case 'SellerWithdrew':
      case 'NegotiationOpened':
      case 'OfferMade':
      case 'RoomFileAdded':
      case 'RoomFileRemoved':
      case 'RoomClosed':
      case 'RoomReopened':
      case 'ResponseReminded':
      case 'ResponseEscalated':
      case 'HandedToContract':
      case 'NegotiationReopened':
      case 'TransferCompleted':
      case 'ListingDrafted':
      case 'ListingCorrected':
      case 'ListingSubmitted':
      case 'ListingReturned':
      case 'ListingPublished':
      case 'ListingRenewed':
      case 'ListingSuspended':
      case 'ListingResumed':
      case 'ListingTaken':
      case 'ListingFreed':
      case 'ListingContracted':
      case 'ListingExpired':
        return [];
    }
  },
  command: ({ name, data }, context) => {
    switch (name) {
      case 'close':
        return new CloseNoticeCommand(data as CloseNoticeCommand['data'], context);
      case 'overdue':
        return new MarkOverdueCommand(data as MarkOverdueCommand['data'], context);
      case 'void':
        return new VoidNoticeCommand(data as VoidNoticeCommand['data'], context);
      case 'recount':
        return new RecountNoticesCommand(data as RecountNoticesCommand['data'], context);
      case 'hide':
        return new HideNoticesCommand(data as HideNoticesCommand['data'], context);
      default:
        throw new Error(`price-notices knows no errand "${name}"`);
    }
  },
};

const timerOf = (noticeId: string): string => `price-notice:${noticeId}`;
type OfObjection = { readonly noticeId: string; readonly objectionId: string };
const objectionTimerOf = ({ noticeId, objectionId }: OfObjection): string => `objection:${noticeId}:${objectionId}`;
const overdueInTime = ({ noticeId, objectionId }: OfObjection, { at }: DecideBy): Reaction => ({ do: 'schedule', timerId: objectionTimerOf({ noticeId, objectionId }), dueAt: at, errand: { name: 'overdue', data: { noticeId, objectionId } } });
const send = (name: string, data: Errand['data']): Reaction => ({ do: 'send', errand: { name, data } });
const closeInTime = ({ noticeId, closesAt }: NoticeEnd & { readonly noticeId: string }): Reaction => ({ do: 'schedule', timerId: timerOf(noticeId), dueAt: closesAt, errand: { name: 'close', data: { noticeId } } });
const voidRound = (transferId: string, round: number, ground: VoidGround): Reaction => send('void', { noticeId: noticeIdOf(transferId, round), ground });
