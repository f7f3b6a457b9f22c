import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { leavesRoom } from '@hewu/rights/src/right.decider.js';
import { ipNumberEvents, rightEvents, type IpNumberEvent, type RightEvent } from '@hewu/rights/src/events.js';
import { contractEvents, type ContractEvent } from '@hewu/transfers/src/events.js';
import { achievementEvents, listingEvents, mandateEvents, type AchievementEvent, type Holder, type ListingEvent, type MandateEvent } from './events.js';
import { KeepListingsCommand, type ListingErrand } from './off-market.commands.js';

const errandOf = (data: ListingErrand): { readonly name: string; readonly data: ListingErrand } => ({ name: data.do, data });
const send = (data: ListingErrand): Reaction => ({ do: 'send', errand: errandOf(data) });
/** Timers kept by an earlier version tell what is to be done by name alone. */
const command: Process['command'] = ({ name, data }, context) => new KeepListingsCommand({ ...data, do: name } as ListingErrand, context);

/** Takes a listing off the market when its time is over; a renewal moves that time, and what is off the market needs no timer any more. */
export const listingExpiry: Process<ListingEvent> = {
  name: 'listing-expiry',
  families: [listingEvents],
  react: (event) => {
    const timerId = `listing-expiry:${event.data.listingId}`;
    switch (event.type) {
      case 'ListingPublished':
      case 'ListingRenewed': {
        const { listingId, expiresAt } = event.data;
        return [{ do: 'schedule', timerId, dueAt: expiresAt, errand: errandOf({ do: 'expire', listingId, expiresAt }) }];
      }
      case 'ListingWithdrawn':
      case 'ListingContracted':
        return [{ do: 'cancel', timerId }];
      case 'ListingDrafted':
      case 'ListingCorrected':
      case 'ListingSubmitted':
      case 'ListingReturned':
      case 'ListingSuspended':
      case 'ListingResumed':
      case 'ListingTaken':
      case 'ListingFreed':
      case 'ListingExpired':
        return [];
    }
  },
  command,
};

/** Takes every listing of an achievement off the market when a correction restricts it. */
export const restrictedListings: Process<AchievementEvent> = {
  name: 'restricted-listings',
  families: [achievementEvents],
  react: (event) =>
    event.type === 'AchievementCorrected' && event.data.content.secrecy === 'restricted' ? [send({ do: 'restrict', achievementId: event.data.achievementId, position: event.position })] : [],
  command,
};

/**
 * Keeps every listing of an achievement as its right stands: taken while somebody holds it in a mode that leaves no room, free
 * again, contracted once both have signed, or off the market because of what was granted. What is published while the right is held is checked then. So are
 * the listings of every other achievement with a number that is held or granted with it; in one process, because the order counts.
 */
export const listingAvailability: Process<RightEvent | IpNumberEvent | ListingEvent | AchievementEvent | ContractEvent> = {
  name: 'listing-availability',
  families: [rightEvents, ipNumberEvents, listingEvents, achievementEvents, contractEvents],
  react: (event) => {
    const { position } = event;
    const take = (achievementId: string, holder: Holder): readonly Reaction[] => (leavesRoom(holder.mode) ? [] : [send({ do: 'take', achievementId, holder, position })]);
    switch (event.type) {
      case 'RightReserved': {
        const { achievementId, transferId, listingId, mode } = event.data;
        return take(achievementId, { kind: 'transfer', id: transferId, mode, listingId });
      }
      case 'RightReservedForSale': {
        const { achievementId, holderKind, holderId, mode } = event.data;
        return take(achievementId, { kind: holderKind, id: holderId, mode, listingId: null });
      }
      case 'RightHandedOver': {
        const { achievementId, transferId, mode } = event.data;
        return take(achievementId, { kind: 'transfer', id: transferId, mode, listingId: null });
      }
      case 'RightReleased':
        return [send({ do: 'free', achievementId: event.data.achievementId, holderId: event.data.transferId, position })];
      case 'RightReleasedFromSale':
        return [send({ do: 'free', achievementId: event.data.achievementId, holderId: event.data.holderId, position })];
      case 'ContractConcluded': {
        const { achievementId, transferId, contractId } = event.data;
        return [send({ do: 'contract', achievementId, transferId, contractId, position })];
      }
      case 'RightGranted': {
        const { achievementId, transferId, contractId, mode } = event.data;
        return [send({ do: 'settle', achievementId, transferId, contractId, mode, position })];
      }
      case 'ListingPublished':
        return [send({ do: 'check', listingId: event.data.listingId, achievementId: event.data.achievementId })];
      case 'AchievementCorrected':
        return [send({ do: 'follow', achievementId: event.data.achievementId, position })];
      case 'IpNumberHeld':
      case 'IpNumberFreed':
      case 'IpNumberHandedOver':
      case 'IpNumberGranted':
        return [send({ do: 'followNumber', ipNumberId: event.data.ipNumberId, achievementId: event.data.achievementId, position })];
      default:
        return [];
    }
  },
  command,
};

/** Takes what was listed under a mandate off the market when it ends. */
export const mandatedListings: Process<MandateEvent> = {
  name: 'mandated-listings',
  families: [mandateEvents],
  react: (event) => (event.type === 'MandateEnded' ? [send({ do: 'unmandate', mandateId: event.data.mandateId, position: event.position })] : []),
  command,
};
