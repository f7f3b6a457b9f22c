import { MINUTE, plus } from '@hewu/kernel/src/clock.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { rightEvents, type RightEvent } from '@hewu/rights/src/events.js';
import { contractEvents, registrationNumberEvents, transferEvents, type ContractEvent, type RegistrationNumberEvent, type TransferEvent } from './events.js';
import { FinishTransferStepCommand, type SecondHalf } from './unfinished.commands.js';

/** How long a second half may take before it counts as cut off; in the ordinary run it follows within milliseconds. */
const CUT_OFF_AFTER = MINUTE;

/**
 * What spans two streams is recorded on one, then on the other. The first half starts a timer, the second stops it; where
 * the process died between the two, the timer does the second half.
 */
export const unfinishedTransfers: Process<RightEvent | TransferEvent | ContractEvent | RegistrationNumberEvent> = {
  name: 'unfinished-transfers',
  families: [rightEvents, transferEvents, contractEvents, registrationNumberEvents],
  react: (event) => {
    // What a sale holds concerns no transfer; handed over, it opens one in the errand that does so.
    if (event.type === 'RightReservedForSale' || event.type === 'RightReleasedFromSale' || event.type === 'RightHandedOver') return [];
    const { transferId, achievementId } = event.data;
    const finish = (data: SecondHalf, of = transferId): Reaction => ({ do: 'schedule', timerId: timerOf(data.step, of), dueAt: plus(event.metadata.occurredAt, CUT_OFF_AFTER), errand: { name: data.step, data } });
    const finished = (step: SecondHalf['step'], of = transferId): Reaction => ({ do: 'cancel', timerId: timerOf(step, of) });
    switch (event.type) {
      case 'RightReserved':
        return [finish({ step: 'open', reserved: event.data })];
      case 'NegotiationOpened':
        return [finished('open')];
      case 'NegotiationLeft':
      case 'SellerWithdrew':
        return [finish({ step: 'release', achievementId, transferId })];
      case 'WinnerDefaulted':
        return [finished('default'), finish({ step: 'release', achievementId, transferId })];
      case 'RightReleased':
        return [finished('open'), finished('release')];
      case 'HandedToContract':
        return [finish({ step: 'draft', handed: event.data })];
      case 'ContractDrafted':
        return [finished('draft')];
      case 'ContractAbandoned': {
        const { contractId, winnerDefault, reason: ground, abandonedBy: recordedBy } = event.data;
        return [finish(winnerDefault ? { step: 'default', transferId, recordedBy, ground, ...winnerDefault } : { step: 'reopen', transferId, contractId })];
      }
      case 'NegotiationReopened':
        return [finished('draft'), finished('reopen')];
      case 'RegistrationNumberClaimed':
        return [finish({ step: 'register', claimed: event.data }, numberOf(event.data))];
      // Another number of the same contract keeps its timer, which gives it back.
      case 'RegistrationNumberFreed':
      case 'ContractRegistered':
        return [finished('register', numberOf(event.data))];
      case 'TransferCompleted':
        return [finish({ step: 'grant', achievementId, transferId, contractId: event.data.contractId })];
      case 'RightGranted':
        return [finished('grant')];
      case 'OfferMade':
      case 'PriceAgreed':
      case 'RoomFileAdded':
      case 'RoomFileRemoved':
      case 'RoomClosed':
      case 'RoomReopened':
      case 'ResponseReminded':
      case 'ResponseEscalated':
      case 'ContractSigned':
      case 'ContractConcluded':
      case 'PaymentRecorded':
        return [];
    }
  },
  command: ({ data }, context) => new FinishTransferStepCommand(data as SecondHalf, context),
};

const timerOf = (step: SecondHalf['step'], of: string): string => `transfer-${step}:${of}`;
const numberOf = ({ contractId, registrationNumber }: { readonly contractId: string; readonly registrationNumber: string }): string => `${contractId}:${registrationNumber}`;
