import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import { award, faultOfPromise, score } from './challenge-award.decider.js';
import { conflictOf, evolve, faultOfTime, type Challenge, type ChallengeState } from './challenge-state.decider.js';
import { admit, enter, judge, leave, report, turnDown } from './challenge-teams.decider.js';
import { isOver, type By, type DemandState } from './demand.decider.js';
import { challengeEvents, type ChallengeEvent, type DeclineReason, type Judgement, type Milestone, type UnawardedGround } from './events.js';
import { apportion, isWhole, sumOf, WHOLE } from './prize.decider.js';

export type ChallengeCommand =
  | {
      readonly type: 'AnnounceChallenge';
      readonly by: By;
      readonly demand: DemandState;
      readonly prizeFen: number;
      readonly milestones: readonly Omit<Milestone, 'amountFen'>[];
      readonly teamsAtMost: number;
      readonly entriesUntilOn: string;
      readonly entriesUntilAt: string;
      readonly today: string;
      readonly jurorsRule: AppliedRule;
    }
  /** `expert`: holds that role somewhere; `organisations`: all they belong to. */
  | { readonly type: 'AppointJuror'; readonly by: By; readonly jurorId: string; readonly expert: boolean; readonly organisations: readonly string[] }
  | { readonly type: 'RecuseSelf'; readonly jurorId: string }
  | {
      readonly type: 'EnterTeam';
      readonly by: By;
      readonly demand: DemandState;
      readonly authority: boolean;
      /** The proposal it enters by, and whether that is a finalist of its own to this demand; null when it enters directly. */
      readonly proposal: { readonly proposalId: string; readonly finalist: boolean } | null;
      readonly approach: string | null;
      readonly trl: number | null;
      /** How many characters an approach may have; null when it enters by a proposal. */
      readonly rule: AppliedRule | null;
      /** Jurors who belong to this organisation. */
      readonly conflicted: readonly string[];
      readonly now: string;
    }
  | { readonly type: 'AdmitTeam'; readonly by: By; readonly organisationId: string }
  | { readonly type: 'TurnDownTeam'; readonly by: By; readonly organisationId: string; readonly reason: DeclineReason; readonly comment: string }
  | { readonly type: 'LeaveChallenge'; readonly by: By; readonly reason: string }
  | { readonly type: 'ReportMilestone'; readonly by: By; readonly ordinal: number; readonly report: string; readonly today: string }
  | { readonly type: 'JudgeMilestone'; readonly by: By; readonly organisationId: string; readonly ordinal: number; readonly judgement: Judgement; readonly comment: string }
  /** `organisations`: all that the juror belongs to at this moment. */
  | { readonly type: 'GiveScore'; readonly jurorId: string; readonly organisations: readonly string[]; readonly organisationId: string; readonly points: number; readonly comment: string }
  | { readonly type: 'AwardChallenge'; readonly by: By; readonly shares: readonly { readonly organisationId: string; readonly shareBasisPoints: number }[]; readonly reasons: string; readonly now: string }
  | { readonly type: 'EndUnawarded'; readonly by: By; readonly reason: string; readonly today: string }
  /** By the system: the time for entries is over, or the demand is. */
  | { readonly type: 'EndWithoutEntries'; readonly by: string; readonly now: string }
  | { readonly type: 'EndWithDemand'; readonly by: string };

/** In order of precedence. `not_found` is also what everybody is told who has no part in it. */
export type ChallengeRefusal =
  | 'not_found' | 'authority_cannot_enter' | 'own_challenge' | 'demand_suspended' | 'demand_over' | 'challenge_exists' | 'challenge_over'
  | 'entries_end_not_ahead' | 'milestones_not_in_order' | 'milestone_days_not_in_order' | 'milestone_shares_not_whole'
  | 'juror_not_expert' | 'juror_conflicted' | 'juror_recused'
  | 'entries_closed' | 'team_exists' | 'team_out' | 'proposal_not_finalist' | 'approach_too_long' | 'teams_full' | 'team_unknown' | 'team_not_admitted'
  | 'milestone_not_next' | 'report_waiting' | 'report_missing' | 'team_not_finished'
  | 'entries_open' | 'prize_shares_not_whole' | 'prize_team_twice' | 'scores_missing' | 'award_against_scores' | 'awards_own_team'
  | 'prize_owed' | 'teams_at_work';

export type Of<T extends ChallengeCommand['type']> = Extract<ChallengeCommand, { type: T }>;
export type Answer = readonly ChallengeEvent[] | Refusal<ChallengeRefusal>;

const decide = (command: ChallengeCommand, state: ChallengeState): Answer => {
  if (command.type === 'AnnounceChallenge') return announce(command, state);
  if (command.type === 'EndWithoutEntries' || command.type === 'EndWithDemand') return endBySystem(command, state);
  if (!state) return refuse('not_found');
  switch (command.type) {
    case 'AppointJuror':
      return appoint(command, state);
    case 'RecuseSelf': {
      const { jurorId } = command;
      if (state.recused[jurorId] !== undefined) return [];
      if (!state.jurors.includes(jurorId)) return refuse('not_found');
      return faultOfTime(state) ?? [{ type: 'JurorRecused', data: { demandId: state.demandId, jurorId, ground: 'own_request', organisationId: null } }];
    }
    case 'EnterTeam':
      return enter(command, state);
    case 'AdmitTeam':
      return admit(command, state);
    case 'TurnDownTeam':
      return turnDown(command, state);
    case 'LeaveChallenge':
      return leave(command, state);
    case 'ReportMilestone':
      return report(command, state);
    case 'JudgeMilestone':
      return judge(command, state);
    case 'GiveScore':
      return score(command, state);
    case 'AwardChallenge':
      return award(command, state);
    case 'EndUnawarded': {
      const { by, reason, today } = command;
      if (state.organisationId !== by.organisationId) return refuse('not_found');
      if (state.status === 'unawarded' && state.said === reason) return [];
      return faultOfTime(state) ?? faultOfPromise(state, today) ?? [ended(state, 'poster', reason, by.personId)];
    }
  }
};

const announce = ({ by, demand, milestones, ...asked }: Of<'AnnounceChallenge'>, state: ChallengeState): Answer => {
  if (demand?.organisationId !== by.organisationId) return refuse('not_found');
  const { prizeFen, teamsAtMost, entriesUntilOn, entriesUntilAt, today, jurorsRule } = asked;
  if (state) return promised(state) === promised({ prizeFen, milestones, teamsAtMost, entriesUntilOn }) ? [] : refuse('challenge_exists');
  if (demand.suspended !== null) return refuse('demand_suspended');
  if (isOver(demand)) return refuse('demand_over', { status: demand.status });
  if (entriesUntilOn <= today) return refuse('entries_end_not_ahead', { entriesUntilOn, after: today });
  const fault = faultOfMilestones(milestones, entriesUntilOn);
  if (fault) return fault;
  const { demandId, organisationId, region } = demand;
  const amounts = apportion(prizeFen, milestones.map(({ shareBasisPoints }) => shareBasisPoints));
  const steps = milestones.map((milestone, place) => ({ ...milestone, amountFen: amounts[place]! }));
  return [{ type: 'ChallengeAnnounced', data: { demandId, organisationId, region, announcedBy: by.personId, prizeFen, milestones: steps, teamsAtMost, entriesUntilOn, entriesUntilAt, jurorsRule } }];
};

const faultOfMilestones = (milestones: Of<'AnnounceChallenge'>['milestones'], entriesUntilOn: string): Refusal<ChallengeRefusal> | null => {
  if (milestones.length === 0 || milestones.some(({ ordinal }, place) => ordinal !== place + 1)) return refuse('milestones_not_in_order');
  const days = [entriesUntilOn, ...milestones.map(({ dueOn }) => dueOn)];
  const early = milestones.find(({ dueOn }, place) => dueOn <= days[place]!);
  if (early) return refuse('milestone_days_not_in_order', { ordinal: early.ordinal, dueOn: early.dueOn, after: days[early.ordinal - 1] });
  const shares = milestones.map(({ shareBasisPoints }) => shareBasisPoints);
  return isWhole(shares) ? null : refuse('milestone_shares_not_whole', { sumBasisPoints: sumOf(shares), wholeBasisPoints: WHOLE });
};

type Promised = Pick<Challenge, 'prizeFen' | 'teamsAtMost' | 'entriesUntilOn'> & Pick<Of<'AnnounceChallenge'>, 'milestones'>;

/** What entrants go by; it never changes. */
const promised = ({ prizeFen, milestones, teamsAtMost, entriesUntilOn }: Promised): string =>
  JSON.stringify([prizeFen, teamsAtMost, entriesUntilOn, milestones.map(({ ordinal, title, criteria, dueOn, shareBasisPoints }) => [ordinal, title, criteria, dueOn, shareBasisPoints])]);

/** Nobody judges their own house: not the poster's people, and not those of anybody who entered. */
const appoint = ({ by, jurorId, expert, organisations }: Of<'AppointJuror'>, state: Challenge): Answer => {
  if (state.organisationId !== by.organisationId) return refuse('not_found');
  const fault = faultOfTime(state);
  if (fault) return fault;
  if (state.jurors.includes(jurorId)) return [];
  if (state.recused[jurorId] !== undefined) return refuse('juror_recused', { ground: state.recused[jurorId] });
  if (!expert) return refuse('juror_not_expert', { jurorId });
  const conflict = conflictOf(organisations, state);
  if (conflict) return refuse('juror_conflicted', { jurorId, ...conflict });
  return [{ type: 'JurorAppointed', data: { demandId: state.demandId, jurorId, appointedBy: by.personId } }];
};

const endBySystem = (command: Of<'EndWithoutEntries' | 'EndWithDemand'>, state: ChallengeState): Answer => {
  if (state?.status !== 'running') return [];
  if (command.type === 'EndWithDemand') return [ended(state, 'demand_closed', null, command.by)];
  const alive = Object.values(state.teams).some(({ status }) => status === 'entered' || status === 'admitted');
  return alive || command.now < state.entriesUntilAt ? [] : [ended(state, 'no_entry', null, command.by)];
};

const ended = ({ demandId }: Challenge, ground: UnawardedGround, reason: string | null, endedBy: string): ChallengeEvent => ({ type: 'ChallengeEndedUnawarded', data: { demandId, ground, reason, endedBy } });

/** A prize for whoever solves a demand, in milestones, before a jury. Stream `challenge-<demandId>`: a demand has one challenge. */
export const challenges: Decider<ChallengeState, ChallengeCommand, ChallengeEvent, ChallengeRefusal> = { events: challengeEvents, stateVersion: 1, initialState: null, evolve, decide };
