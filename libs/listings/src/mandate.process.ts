import { endOf } from '@hewu/calendar/src/days.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { achievementEvents, mandateEvents, type AchievementEvent, type MandateEvent } from './events.js';
import { EndMandateInTimeCommand, EndMandatesOfRestrictedCommand } from './mandate.commands.js';

/** Ends a mandate when its last day is over; one that was ended before needs no timer any more. */
export const mandateEnd: Process<MandateEvent> = {
  name: 'mandate-end',
  families: [mandateEvents],
  react: (event) => {
    const timerId = `mandate-end:${event.data.mandateId}`;
    switch (event.type) {
      case 'MandateGranted': {
        const { mandateId, untilOn } = event.data;
        return [{ do: 'schedule', timerId, dueAt: endOf(untilOn), errand: { name: 'end', data: { mandateId, untilOn } } }];
      }
      case 'MandateEnded':
        return [{ do: 'cancel', timerId }];
    }
  },
  command: ({ data }, context) => new EndMandateInTimeCommand(data as EndMandateInTimeCommand['data'], context),
};

/** Ends every mandate of an achievement when a correction restricts it: nobody may list it any more, and nobody outside hears of it. */
export const restrictedMandates: Process<AchievementEvent> = {
  name: 'restricted-mandates',
  families: [achievementEvents],
  react: (event) =>
    event.type === 'AchievementCorrected' && event.data.content.secrecy === 'restricted' ? [{ do: 'send', errand: { name: 'restrict', data: { achievementId: event.data.achievementId, position: event.position } } }] : [],
  command: ({ data }, context) => new EndMandatesOfRestrictedCommand(data as EndMandatesOfRestrictedCommand['data'], context),
};
