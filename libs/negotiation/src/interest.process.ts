import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { achievementEvents, type AchievementEvent } from '@hewu/listings/src/events.js';
import { transferEvents, type TransferEvent } from '@hewu/transfers/src/events.js';
import { interestEvents, type InterestEvent } from './events.js';
import { KeepInterestsCommand, type InterestUpkeep } from './interest-upkeep.commands.js';

const errandOf = (data: InterestUpkeep) => ({ name: data.step, data });
const send = (data: InterestUpkeep): readonly Reaction[] => [{ do: 'send', errand: errandOf(data) }];

/** Lets interests lapse that nobody answers, and closes those whose talks were left or whose achievement became restricted. */
export const interestUpkeep: Process<InterestEvent | TransferEvent | AchievementEvent> = {
  name: 'interests',
  families: [interestEvents, transferEvents, achievementEvents],
  react: (event) => {
    switch (event.type) {
      case 'InterestExpressed': {
        const { interestId, respondBy } = event.data;
        return [{ do: 'schedule', timerId: timerOf(interestId), dueAt: respondBy.at, errand: errandOf({ step: 'lapse', interestId }) }];
      }
      case 'InterestAccepted':
      case 'InterestDeclined':
      case 'InterestWithdrawn':
      case 'InterestLapsed':
      case 'InterestClosed':
        return [{ do: 'cancel', timerId: timerOf(event.data.interestId) }];
      case 'NegotiationLeft':
        return send({ step: 'leave', transferId: event.data.transferId, position: event.position });
      case 'AchievementCorrected':
        return event.data.content.secrecy === 'restricted' ? send({ step: 'restrict', achievementId: event.data.achievementId, position: event.position }) : [];
      default:
        return [];
    }
  },
  command: ({ data }, context) => new KeepInterestsCommand(data as InterestUpkeep, context),
};

const timerOf = (interestId: string): string => `interest:${interestId}`;
