import type { Process, Reaction } from '@hewu/kernel/src/process.js';
import { challengeEvents, demandEvents, proposalEvents, type ChallengeEvent, type DemandEvent, type ProposalEvent } from './events.js';
import { KeepDemandUpCommand, type Upkeep } from './upkeep.commands.js';

/**
 * Keeps demands, proposals and challenges in step: closes a demand at its deadline, answers what stands when a demand is
 * over (and what was submitted in the same moment), ends a challenge that nobody entered, and closes a demand whose
 * challenge was awarded.
 */
export const demandsUpkeep: Process<DemandEvent | ProposalEvent | ChallengeEvent> = {
  name: 'demands-upkeep',
  families: [demandEvents, proposalEvents, challengeEvents],
  react: (event) => {
    const { demandId } = event.data;
    switch (event.type) {
      case 'DemandPosted':
        return [schedule(deadlineOf(demandId), event.data.deadlineAt, { do: 'close', demandId })];
      case 'DemandClosed': {
        const { ground, proposalId: solvedBy } = event.data;
        // The deadline ends nothing but the time for proposals.
        if (ground === 'deadline') return [];
        return [{ do: 'cancel', timerId: deadlineOf(demandId) }, send({ do: 'settle', demandId, solvedBy, position: event.position })];
      }
      case 'ProposalSubmitted':
        return [send({ do: 'lapse_late', demandId, proposalId: event.data.proposalId })];
      case 'ChallengeAnnounced':
        return [schedule(entriesOf(demandId), event.data.entriesUntilAt, { do: 'end_without_entries', demandId }), send({ do: 'end_late', demandId })];
      case 'ChallengeAwarded':
        return [{ do: 'cancel', timerId: entriesOf(demandId) }, send({ do: 'solve', demandId })];
      case 'ChallengeEndedUnawarded':
        return [{ do: 'cancel', timerId: entriesOf(demandId) }];
      case 'DemandCorrected':
      case 'DemandSuspended':
      case 'DemandResumed':
      case 'ProposalCorrected':
      case 'ProposalAdvanced':
      case 'ProposalDeclined':
      case 'ProposalWithdrawn':
      case 'ProposalLapsed':
      case 'JurorAppointed':
      case 'JurorRecused':
      case 'TeamEntered':
      case 'TeamAdmitted':
      case 'TeamTurnedDown':
      case 'TeamLeft':
      case 'MilestoneReported':
      case 'MilestoneJudged':
      case 'ScoreGiven':
        return [];
    }
  },
  command: ({ data }, context) => new KeepDemandUpCommand(data as Upkeep, context),
};

const deadlineOf = (demandId: string): string => `demand-deadline:${demandId}`;
const entriesOf = (demandId: string): string => `challenge-entries:${demandId}`;
const send = (upkeep: Upkeep): Reaction => ({ do: 'send', errand: { name: upkeep.do, data: upkeep } });
const schedule = (timerId: string, dueAt: string, upkeep: Upkeep): Reaction => ({ do: 'schedule', timerId, dueAt, errand: { name: upkeep.do, data: upkeep } });
