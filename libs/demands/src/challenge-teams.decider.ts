import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { faultOfTime, type Challenge, type Team } from './challenge-state.decider.js';
import type { Answer, ChallengeRefusal, Of } from './challenge.decider.js';
import { isOver } from './demand.decider.js';
import type { ChallengeEvent } from './events.js';
import { charactersIn } from './proposal.decider.js';

/**
 * An organisation becomes a team: at once by a finalist proposal, otherwise when the poster admits it. Jurors of its own
 * house are recused in the same moment.
 */
export const enter = (command: Of<'EnterTeam'>, state: Challenge): Answer => {
  const { by, authority, proposal, approach, trl, rule } = command;
  const { demandId } = state;
  const { organisationId, personId: enteredBy } = by;
  if (authority) return refuse('authority_cannot_enter');
  if (state.organisationId === organisationId) return refuse('own_challenge');
  const proposalId = proposal?.proposalId ?? null;
  const known = state.teams[organisationId];
  if (known && isOut(known)) return refuse('team_out', { status: known.status });
  if (known) return known.proposalId === proposalId && known.approach === approach ? [] : refuse('team_exists');
  const fault = faultOfEntry(command, state);
  if (fault) return fault;
  const recusals = command.conflicted
    .filter((jurorId) => state.jurors.includes(jurorId))
    .map((jurorId): ChallengeEvent => ({ type: 'JurorRecused', data: { demandId, jurorId, ground: 'entrant_member', organisationId } }));
  return [
    { type: 'TeamEntered', data: { demandId, organisationId, enteredBy, proposalId, approach, trl, rule } },
    // The poster has chosen a finalist already.
    ...(proposal ? [{ type: 'TeamAdmitted', data: { demandId, organisationId, admittedBy: enteredBy } } as const] : []),
    ...recusals,
  ];
};

const faultOfEntry = ({ demand, proposal, approach, rule, now }: Of<'EnterTeam'>, state: Challenge): Refusal<ChallengeRefusal> | null => {
  if (!demand) return refuse('not_found');
  if (demand.suspended !== null) return refuse('demand_suspended');
  if (isOver(demand)) return refuse('demand_over', { status: demand.status });
  if (state.status !== 'running') return faultOfTime(state);
  if (now >= state.entriesUntilAt) return refuse('entries_closed', { entriesUntilOn: state.entriesUntilOn });
  if (proposal && !proposal.finalist) return refuse('proposal_not_finalist', { proposalId: proposal.proposalId });
  if (approach !== null && rule && charactersIn(approach) > rule.amount) return refuse('approach_too_long', { characters: charactersIn(approach), atMost: rule.amount });
  return proposal ? faultOfRoom(state) : null;
};

export const admit = ({ by, organisationId }: Of<'AdmitTeam'>, state: Challenge): Answer => {
  const team = waiting(state, by.organisationId, organisationId);
  if ('refused' in team) return team;
  if (team.status === 'admitted') return [];
  return faultOfRoom(state) ?? [{ type: 'TeamAdmitted', data: { demandId: state.demandId, organisationId, admittedBy: by.personId } }];
};

export const turnDown = ({ by, organisationId, reason, comment }: Of<'TurnDownTeam'>, state: Challenge): Answer => {
  const known = state.teams[organisationId];
  if (state.organisationId === by.organisationId && known?.status === 'turned_down' && known.said === reason) return [];
  const team = waiting(state, by.organisationId, organisationId);
  if ('refused' in team) return team;
  // Whoever was admitted works upon the promise; they are judged, not sent away.
  if (team.status === 'admitted') return refuse('team_exists', { status: team.status });
  return [{ type: 'TeamTurnedDown', data: { demandId: state.demandId, organisationId, reason, comment, turnedDownBy: by.personId } }];
};

export const leave = ({ by, reason }: Of<'LeaveChallenge'>, state: Challenge): Answer => {
  const { organisationId, personId: leftBy } = by;
  const team = state.teams[organisationId];
  if (!team) return refuse('not_found');
  if (isOut(team)) return team.status === 'left' && team.said === reason ? [] : refuse('team_out', { status: team.status });
  return faultOfTime(state) ?? [{ type: 'TeamLeft', data: { demandId: state.demandId, organisationId, reason, leftBy } }];
};

/** In the order of the milestones; one that was not reached may be reported again. Late is told, not refused. */
export const report = ({ by, ordinal, report: text, today }: Of<'ReportMilestone'>, state: Challenge): Answer => {
  const { organisationId, personId: reportedBy } = by;
  const team = state.teams[organisationId];
  if (!team) return refuse('not_found');
  const fault = faultOfTime(state) ?? faultOfTeam(team);
  if (fault) return fault;
  const last = team.report?.ordinal === ordinal ? team.report : null;
  if (last?.report === text && last.judgement !== 'not_reached') return [];
  const milestone = state.milestones[team.reached];
  if (milestone?.ordinal !== ordinal) return refuse('milestone_not_next', { ordinal, next: milestone?.ordinal ?? null });
  if (last && last.judgement === null) return refuse('report_waiting', { ordinal, attempt: last.attempt });
  return [{ type: 'MilestoneReported', data: { demandId: state.demandId, organisationId, ordinal, attempt: (last?.attempt ?? 0) + 1, report: text, reportedBy, late: today > milestone.dueOn } }];
};

/** The poster, who promised the prize, says whether what was to be shown was shown. */
export const judge = ({ by, organisationId, ordinal, judgement, comment }: Of<'JudgeMilestone'>, state: Challenge): Answer => {
  if (state.organisationId !== by.organisationId) return refuse('not_found');
  const team = state.teams[organisationId];
  if (!team) return refuse('team_unknown');
  const fault = faultOfTime(state) ?? faultOfTeam(team);
  if (fault) return fault;
  const last = team.report;
  if (last?.ordinal !== ordinal) return refuse('report_missing', { ordinal });
  if (last.judgement !== null) return last.judgement === judgement && last.comment === comment ? [] : refuse('report_missing', { ordinal, judgement: last.judgement });
  return [{ type: 'MilestoneJudged', data: { demandId: state.demandId, organisationId, ordinal, attempt: last.attempt, judgement, comment, judgedBy: by.personId } }];
};

/** The team that the poster decides about, or why there is nothing to decide. */
const waiting = (state: Challenge, asking: string, organisationId: string): Team | Refusal<ChallengeRefusal> => {
  if (state.organisationId !== asking) return refuse('not_found');
  const team = state.teams[organisationId];
  if (!team) return refuse('team_unknown');
  const fault = faultOfTime(state);
  if (fault) return fault;
  return isOut(team) ? refuse('team_out', { status: team.status }) : team;
};

const faultOfRoom = ({ teams, teamsAtMost }: Challenge): Refusal<ChallengeRefusal> | null =>
  Object.values(teams).filter(({ status }) => status === 'admitted').length < teamsAtMost ? null : refuse('teams_full', { teamsAtMost });

export const faultOfTeam = (team: Team): Refusal<ChallengeRefusal> | null => {
  if (isOut(team)) return refuse('team_out', { status: team.status });
  return team.status === 'admitted' ? null : refuse('team_not_admitted');
};

const isOut = ({ status }: Team): boolean => status === 'turned_down' || status === 'left';
