import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { ChallengeStatus, TeamStatus } from './challenge-state.decider.js';
import { challengeEvents, demandEvents, type ChallengeEvent, type DemandEvent, type DeclineReason, type Judgement, type Milestone, type PrizeShare, type RecusalGround, type UnawardedGround } from './events.js';

export type ReportRecord = { readonly ordinal: number; readonly attempt: number; readonly report: string; readonly late: boolean; readonly by: string; readonly at: string; readonly judgement: Judgement | null; readonly comment: string | null };
export type ScoreRecord = { readonly jurorId: string; readonly points: number; readonly comment: string; readonly at: string };

export type TeamRecord = {
  readonly organisationId: string;
  readonly status: TeamStatus;
  readonly proposalId: string | null;
  readonly approach: string | null;
  readonly trl: number | null;
  readonly enteredAt: string;
  readonly reached: number;
  readonly reports: readonly ReportRecord[];
  /** Of jurors who were not recused, the last of each. */
  readonly scores: readonly ScoreRecord[];
  readonly turnedDown: { readonly reason: DeclineReason; readonly comment: string } | null;
  readonly leftBecause: string | null;
};

export type JurorRecord = { readonly jurorId: string; readonly appointedAt: string; readonly recused: { readonly ground: RecusalGround; readonly at: string } | null };

/**
 * A challenge from its announcement to its end, with what must be known of its demand to list it: it begins as the demand's
 * head, `announced: false`. What of it is shown to whom say the answers.
 */
export type ChallengeDocument = {
  readonly _id: string;
  readonly announced: boolean;
  /** Of its demand. */
  readonly title: string;
  readonly tier: string;
  readonly suspended: boolean;
  readonly organisationId: string;
  readonly region: string;
  readonly status: ChallengeStatus;
  readonly prizeFen: number;
  readonly milestones: readonly Milestone[];
  readonly teamsAtMost: number;
  readonly entriesUntilOn: string;
  readonly entriesUntilAt: string;
  readonly jurorsAtLeast: number;
  readonly jurors: readonly JurorRecord[];
  readonly teams: readonly TeamRecord[];
  readonly award: { readonly shares: readonly PrizeShare[]; readonly reasons: string; readonly at: string } | null;
  readonly unawarded: { readonly ground: UnawardedGround; readonly reason: string | null; readonly at: string } | null;
  /** Poster and teams, for finding. */
  readonly parties: readonly string[];
  readonly announcedAt: string;
  readonly changedAt: string;
};

type Any = ChallengeEvent | DemandEvent;

const evolve = (document: ChallengeDocument | null, event: Recorded<Any>): ChallengeDocument | null => {
  const at = event.metadata.occurredAt;
  if (event.type === 'DemandPosted') {
    const { demandId: _id, organisationId, region, content } = event.data;
    return {
      _id, announced: false, title: content.title, tier: content.tier, suspended: false, organisationId, region, status: 'running', prizeFen: 0, milestones: [], teamsAtMost: 0,
      entriesUntilOn: '', entriesUntilAt: '', jurorsAtLeast: 0, jurors: [], teams: [], award: null, unawarded: null, parties: [organisationId], announcedAt: at, changedAt: at,
    };
  }
  return document && { ...document, changedAt: at, ...changeOf(document, event, at) };
};

const changeOf = (document: ChallengeDocument, { type, data }: Exclude<Any, { type: 'DemandPosted' }>, at: string): Partial<ChallengeDocument> => {
  switch (type) {
    case 'DemandCorrected':
      return { title: data.content.title, tier: data.content.tier };
    case 'DemandSuspended':
      return { suspended: true };
    case 'DemandResumed':
      return { suspended: false };
    case 'DemandClosed':
      return {};
    case 'ChallengeAnnounced': {
      const { prizeFen, milestones, teamsAtMost, entriesUntilOn, entriesUntilAt, jurorsRule } = data;
      return { announced: true, prizeFen, milestones, teamsAtMost, entriesUntilOn, entriesUntilAt, jurorsAtLeast: jurorsRule.amount, announcedAt: at };
    }
    case 'JurorAppointed':
      return { jurors: [...document.jurors, { jurorId: data.jurorId, appointedAt: at, recused: null }] };
    case 'JurorRecused': {
      const { jurorId, ground } = data;
      return {
        jurors: document.jurors.map((juror) => (juror.jurorId === jurorId ? { ...juror, recused: { ground, at } } : juror)),
        teams: document.teams.map((team) => ({ ...team, scores: team.scores.filter((score) => score.jurorId !== jurorId) })),
      };
    }
    case 'TeamEntered': {
      const { organisationId, proposalId, approach, trl } = data;
      const team: TeamRecord = { organisationId, status: 'entered', proposalId, approach, trl, enteredAt: at, reached: 0, reports: [], scores: [], turnedDown: null, leftBecause: null };
      return { teams: [...document.teams, team], parties: [...document.parties, organisationId] };
    }
    case 'TeamAdmitted':
      return teamChange(document, data.organisationId, () => ({ status: 'admitted' }));
    case 'TeamTurnedDown':
      return teamChange(document, data.organisationId, () => ({ status: 'turned_down', turnedDown: { reason: data.reason, comment: data.comment } }));
    case 'TeamLeft':
      return teamChange(document, data.organisationId, () => ({ status: 'left', leftBecause: data.reason }));
    case 'MilestoneReported': {
      const { ordinal, attempt, report, late, reportedBy: by } = data;
      return teamChange(document, data.organisationId, ({ reports }) => ({ reports: [...reports, { ordinal, attempt, report, late, by, at, judgement: null, comment: null }] }));
    }
    case 'MilestoneJudged': {
      const { ordinal, attempt, judgement, comment } = data;
      return teamChange(document, data.organisationId, ({ reached, reports }) => ({
        reached: judgement === 'reached' ? ordinal : reached,
        reports: reports.map((report) => (report.ordinal === ordinal && report.attempt === attempt ? { ...report, judgement, comment } : report)),
      }));
    }
    case 'ScoreGiven': {
      const { jurorId, points, comment } = data;
      return teamChange(document, data.organisationId, ({ scores }) => ({ scores: [...scores.filter((score) => score.jurorId !== jurorId), { jurorId, points, comment, at }] }));
    }
    case 'ChallengeAwarded':
      return { status: 'awarded', award: { shares: data.shares, reasons: data.reasons, at } };
    case 'ChallengeEndedUnawarded':
      return { status: 'unawarded', unawarded: { ground: data.ground, reason: data.reason, at } };
  }
};

const teamChange = ({ teams }: ChallengeDocument, organisationId: string, change: (team: TeamRecord) => Partial<TeamRecord>): Partial<ChallengeDocument> => ({
  teams: teams.map((team) => (team.organisationId === organisationId ? { ...team, ...change(team) } : team)),
});

export const challengesProjection: Projection<ChallengeDocument, Any> = {
  name: 'challenges',
  version: 1,
  families: [challengeEvents, demandEvents],
  indexes: [{ fields: ['announced', 'announcedAt'] }, { fields: ['announced', 'suspended', 'tier'] }, { list: 'parties' }],
  key: (event) => event.data.demandId,
  evolve,
};
