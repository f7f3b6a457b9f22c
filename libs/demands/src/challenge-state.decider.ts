import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { ChallengeEvent, Judgement, Milestone, RecusalGround } from './events.js';

export const CHALLENGE_STATUSES = ['running', 'awarded', 'unawarded'] as const;
export type ChallengeStatus = (typeof CHALLENGE_STATUSES)[number];

/** `entered` waits for the poster; `admitted` works; the others are out. */
export const TEAM_STATUSES = ['entered', 'admitted', 'turned_down', 'left'] as const;
export type TeamStatus = (typeof TEAM_STATUSES)[number];

/** The report on the milestone that the team works on; `judgement` is null while it waits. */
export type Report = { readonly ordinal: number; readonly attempt: number; readonly report: string; readonly judgement: Judgement | null; readonly comment: string | null };

export type Team = {
  readonly status: TeamStatus;
  readonly enteredBy: string;
  readonly proposalId: string | null;
  readonly approach: string | null;
  /** How many milestones it has reached, in order. */
  readonly reached: number;
  readonly report: Report | null;
  /** The last score of each juror, with its comment. Those of a recused juror are gone. */
  readonly scores: Readonly<Record<string, { readonly points: number; readonly comment: string }>>;
  /** Why it is out. */
  readonly said: string | null;
};

/** Null before it was announced. */
export type ChallengeState = {
  readonly demandId: string;
  readonly organisationId: string;
  readonly prizeFen: number;
  readonly milestones: readonly Milestone[];
  readonly teamsAtMost: number;
  readonly entriesUntilOn: string;
  readonly entriesUntilAt: string;
  readonly jurorsAtLeast: number;
  readonly jurors: readonly string[];
  readonly recused: Readonly<Record<string, RecusalGround>>;
  readonly teams: Readonly<Record<string, Team>>;
  readonly status: ChallengeStatus;
  /** How it ended, as one text. */
  readonly said: string | null;
} | null;

export type Challenge = NonNullable<ChallengeState>;

export const evolve = (state: ChallengeState, event: ChallengeEvent): ChallengeState => {
  if (event.type === 'ChallengeAnnounced') {
    const { demandId, organisationId, prizeFen, milestones, teamsAtMost, entriesUntilOn, entriesUntilAt, jurorsRule } = event.data;
    return {
      demandId, organisationId, prizeFen, milestones, teamsAtMost, entriesUntilOn, entriesUntilAt, jurorsAtLeast: jurorsRule.amount,
      jurors: [], recused: {}, teams: {}, status: 'running', said: null,
    };
  }
  if (!state) return null;
  switch (event.type) {
    case 'JurorAppointed':
      return { ...state, jurors: [...state.jurors, event.data.jurorId] };
    case 'JurorRecused': {
      const { jurorId, ground } = event.data;
      const teams = Object.fromEntries(Object.entries(state.teams).map(([id, team]) => [id, { ...team, scores: without(team.scores, jurorId) }]));
      return { ...state, jurors: state.jurors.filter((id) => id !== jurorId), recused: { ...state.recused, [jurorId]: ground }, teams };
    }
    case 'TeamEntered': {
      const { organisationId, enteredBy, proposalId, approach } = event.data;
      return withTeam(state, organisationId, { status: 'entered', enteredBy, proposalId, approach, reached: 0, report: null, scores: {}, said: null });
    }
    case 'TeamAdmitted':
      return changed(state, event.data.organisationId, () => ({ status: 'admitted' }));
    case 'TeamTurnedDown':
      return changed(state, event.data.organisationId, () => ({ status: 'turned_down', said: event.data.reason }));
    case 'TeamLeft':
      return changed(state, event.data.organisationId, () => ({ status: 'left', said: event.data.reason }));
    case 'MilestoneReported': {
      const { ordinal, attempt, report } = event.data;
      return changed(state, event.data.organisationId, () => ({ report: { ordinal, attempt, report, judgement: null, comment: null } }));
    }
    case 'MilestoneJudged': {
      const { ordinal, judgement, comment } = event.data;
      return changed(state, event.data.organisationId, ({ reached, report }) => ({ reached: judgement === 'reached' ? ordinal : reached, report: report && { ...report, judgement, comment } }));
    }
    case 'ScoreGiven': {
      const { jurorId, points, comment } = event.data;
      return changed(state, event.data.organisationId, ({ scores }) => ({ scores: { ...scores, [jurorId]: { points, comment } } }));
    }
    case 'ChallengeAwarded':
      return { ...state, status: 'awarded', said: awardText(event.data.shares, event.data.reasons) };
    case 'ChallengeEndedUnawarded':
      return { ...state, status: 'unawarded', said: event.data.reason };
  }
};

/** An award as one text, by which a repetition is known. */
export const awardText = (shares: readonly { readonly organisationId: string; readonly shareBasisPoints: number }[], reasons: string): string =>
  JSON.stringify([shares.map(({ organisationId, shareBasisPoints }) => [organisationId, shareBasisPoints]), reasons]);

const without = <T>(of: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> => {
  const { [id]: _gone, ...rest } = of;
  return rest;
};

const withTeam = (state: Challenge, organisationId: string, team: Team): Challenge => ({ ...state, teams: { ...state.teams, [organisationId]: team } });

const changed = (state: Challenge, organisationId: string, change: (team: Team) => Partial<Team>): Challenge => {
  const team = state.teams[organisationId];
  return team ? withTeam(state, organisationId, { ...team, ...change(team) }) : state;
};

export const faultOfTime = ({ status }: Challenge): Refusal<'challenge_over'> | null => (status === 'running' ? null : refuse('challenge_over', { status }));

/** The organisation that stands between a person and an impartial judgement; null when none does. */
export const conflictOf = (organisations: readonly string[], { organisationId, teams }: Challenge): { readonly ground: 'poster_member' | 'entrant_member'; readonly organisationId: string } | null => {
  if (organisations.includes(organisationId)) return { ground: 'poster_member', organisationId };
  const entrant = organisations.find((id) => teams[id]?.status === 'entered' || teams[id]?.status === 'admitted');
  return entrant === undefined ? null : { ground: 'entrant_member', organisationId: entrant };
};
