import { endOf } from '@hewu/calendar/src/days.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { ruleSetEvents, type RuleSetEvent } from './events.js';
import { LapseRuleProposalCommand } from './rule-proposal.commands.js';

/**
 * Ends a proposal that nobody confirmed, when the first day on which it was to hold is over. A proposal that another replaced
 * keeps its timer, which then finds it gone.
 */
export const ruleProposals: Process<RuleSetEvent> = {
  name: 'rule-proposals',
  families: [ruleSetEvents],
  react: (event) => {
    switch (event.type) {
      case 'RuleVersionProposed': {
        const { ruleId, proposalId, effectiveFrom } = event.data;
        return [{ do: 'schedule', timerId: timerOf(proposalId), dueAt: endOf(effectiveFrom), errand: { name: 'lapse', data: { ruleId, proposalId } } }];
      }
      case 'RuleVersionRecorded':
        return event.data.proposal ? [{ do: 'cancel', timerId: timerOf(event.data.proposal.proposalId) }] : [];
      case 'RuleProposalEnded':
        return [{ do: 'cancel', timerId: timerOf(event.data.proposalId) }];
    }
  },
  command: ({ data }, context) => new LapseRuleProposalCommand(data as LapseRuleProposalCommand['data'], context),
};

const timerOf = (proposalId: string): string => `rule-proposal:${proposalId}`;
