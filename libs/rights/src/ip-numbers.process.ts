import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { ipNumberEvents, rightEvents, type IpNumberEvent, type RightEvent } from './events.js';
import { FollowRightCommand, type FollowedRight } from './ip-number.commands.js';

/**
 * Keeps the numbers as the rights stand that list them: firm with the reservation, handed over, freed and granted with it. A claim
 * that no reservation followed, because the process that made it died, is given back when it lapses.
 */
export const ipNumbersProcess: Process<IpNumberEvent | RightEvent> = {
  name: 'ip-numbers',
  families: [ipNumberEvents, rightEvents],
  react: (event) => {
    switch (event.type) {
      case 'IpNumberClaimed': {
        const { ipNumberId, lapsesAt, ...asked } = event.data;
        const data: FollowedRight = { do: 'lapse', ipNumberIds: [ipNumberId], asked };
        return [{ do: 'schedule', timerId: timerOf(event.data), dueAt: lapsesAt, errand: { name: data.do, data } }];
      }
      case 'IpNumberHeld':
      case 'IpNumberFreed':
      case 'IpNumberHandedOver':
      case 'IpNumberGranted':
        return [{ do: 'cancel', timerId: timerOf(event.data) }];
      case 'RightReserved': {
        const { ipNumberIds, achievementId, transferId: holderId, mode, sellerOrganisationId } = event.data;
        return follow({ do: 'hold', ipNumberIds, asked: { achievementId, holderKind: 'transfer', holderId, mode, sellerOrganisationId } });
      }
      case 'RightReservedForSale': {
        const { ipNumberIds, ...asked } = event.data;
        return follow({ do: 'hold', ipNumberIds, asked });
      }
      case 'RightReleased':
        return follow({ do: 'free', ipNumberIds: event.data.ipNumberIds, holderId: event.data.transferId });
      case 'RightReleasedFromSale':
        return follow({ do: 'free', ipNumberIds: event.data.ipNumberIds, holderId: event.data.holderId });
      case 'RightHandedOver': {
        const { ipNumberIds, holderId, transferId } = event.data;
        return follow({ do: 'handOver', ipNumberIds, holderId, transferId });
      }
      case 'RightGranted': {
        const { ipNumberIds, transferId: holderId, toOrganisationId } = event.data;
        return follow({ do: 'grant', ipNumberIds, holderId, toOrganisationId });
      }
    }
  },
  command: ({ data }, context) => new FollowRightCommand(data as FollowedRight, context),
};

const timerOf = ({ ipNumberId, holderId }: { readonly ipNumberId: string; readonly holderId: string }): string => `ip-number:${ipNumberId}:${holderId}`;
const follow = (data: FollowedRight): readonly Reaction[] => (data.ipNumberIds.length === 0 ? [] : [{ do: 'send', errand: { name: data.do, data } }]);
