import { endOf, startOf } from '@hewu/calendar/src/days.js';
import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { rightEvents, type RightEvent } from '@hewu/rights/src/events.js';
import { ruleSetEvents, type RuleSetEvent } from '@hewu/rules/src/events.js';
import { KeepDormancyCommand, type DormancyErrand } from './dormancy.commands.js';
import { achievementEvents, type AchievementEvent } from './events.js';

/**
 * Counts when an achievement lies dormant, and says so on that day (Chongqing regulation art. 27). Every record of its content
 * has it counted again: a completion that was corrected moves the timer. What is used is not counted any more. When a region that
 * had no rule gets one, what is there is counted on the first day on which it holds.
 */
export const achievementDormancy: Process<AchievementEvent | RightEvent | RuleSetEvent> = {
  name: 'achievement-dormancy',
  families: [achievementEvents, rightEvents, ruleSetEvents],
  react: (event) => {
    switch (event.type) {
      case 'AchievementDrafted':
      case 'AchievementCorrected':
        return [send({ do: 'count', achievementId: event.data.achievementId })];
      case 'DormancyCounted': {
        const { achievementId, reachesOn } = event.data;
        if (reachesOn === null) return [{ do: 'cancel', timerId: timerOf(achievementId) }];
        const data: DormancyErrand = { do: 'reach', achievementId, reachesOn };
        return [{ do: 'schedule', timerId: timerOf(achievementId), dueAt: endOf(reachesOn), errand: { name: data.do, data } }];
      }
      case 'AchievementImplemented':
        return [{ do: 'cancel', timerId: timerOf(event.data.achievementId) }];
      case 'RightGranted': {
        const { achievementId, transferId, contractId } = event.data;
        return [send({ do: 'implement', achievementId, transferId, contractId })];
      }
      case 'RuleVersionRecorded': {
        const { ruleId, jurisdiction, version, effectiveFrom } = event.data;
        if (ruleId !== 'dormancy_years') return [];
        const data: DormancyErrand = { do: 'count_region', jurisdiction, position: event.position };
        return [{ do: 'schedule', timerId: `dormancy-rule:${jurisdiction}:${version}`, dueAt: startOf(effectiveFrom), errand: { name: data.do, data } }];
      }
      default:
        return [];
    }
  },
  command: ({ data }, context) => new KeepDormancyCommand(data as DormancyErrand, context),
};

const timerOf = (achievementId: string): string => `achievement-dormancy:${achievementId}`;
const send = (data: DormancyErrand): Reaction => ({ do: 'send', errand: { name: data.do, data } });
