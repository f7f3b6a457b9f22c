import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import { awardText, conflictOf, faultOfTime, type Challenge, type Team } from './challenge-state.decider.js';
import type { Answer, ChallengeRefusal, Of } from './challenge.decider.js';
import { faultOfTeam } from './challenge-teams.decider.js';
import { apportion, isWhole, sumOf, WHOLE } from './prize.decider.js';

/** Points of a score, from nothing to all. [house's proposal] */
export const MOST_POINTS = 100;

/** A juror judges a team that reached every milestone. Whoever came to be of one house with a side is recused instead. */
export const score = ({ jurorId, organisations, organisationId, points, comment }: Of<'GiveScore'>, state: Challenge): Answer => {
  const ground = state.recused[jurorId];
  if (ground !== undefined) return refuse('juror_recused', { ground });
  if (!state.jurors.includes(jurorId)) return refuse('not_found');
  const team = state.teams[organisationId];
  if (!team) return refuse('team_unknown');
  const fault = faultOfTime(state) ?? faultOfTeam(team);
  if (fault) return fault;
  const conflict = conflictOf(organisations, state);
  if (conflict) return [{ type: 'JurorRecused', data: { demandId: state.demandId, jurorId, ...conflict } }];
  if (!isFinished(team, state)) return refuse('team_not_finished', { reached: team.reached, of: state.milestones.length });
  const known = team.scores[jurorId];
  if (known?.points === points && known.comment === comment) return [];
  return [{ type: 'ScoreGiven', data: { demandId: state.demandId, organisationId, jurorId, points, comment } }];
};

/**
 * The prize goes to one or more teams that reached every milestone, by shares that make the whole. The jury binds: no team
 * gets less than one that was scored lower.
 */
export const award = ({ by, shares, reasons, now }: Of<'AwardChallenge'>, state: Challenge): Answer => {
  if (state.organisationId !== by.organisationId) return refuse('not_found');
  if (state.status === 'awarded' && state.said === awardText(shares, reasons)) return [];
  const fault = faultOfTime(state) ?? faultOfAward({ by, shares, now }, state);
  if (fault) return fault;
  const { demandId, prizeFen } = state;
  const amounts = apportion(prizeFen, shares.map(({ shareBasisPoints }) => shareBasisPoints));
  const parts = shares.map(({ organisationId, shareBasisPoints }, place) => ({ organisationId, shareBasisPoints, amountFen: amounts[place]! }));
  return [{ type: 'ChallengeAwarded', data: { demandId, prizeFen, shares: parts, reasons, awardedBy: by.personId } }];
};

const faultOfAward = ({ by, shares, now }: Pick<Of<'AwardChallenge'>, 'by' | 'shares' | 'now'>, state: Challenge): Refusal<ChallengeRefusal> | null => {
  if (now < state.entriesUntilAt) return refuse('entries_open', { entriesUntilOn: state.entriesUntilOn });
  const basisPoints = shares.map(({ shareBasisPoints }) => shareBasisPoints);
  if (!isWhole(basisPoints)) return refuse('prize_shares_not_whole', { sumBasisPoints: sumOf(basisPoints), wholeBasisPoints: WHOLE });
  if (new Set(shares.map(({ organisationId }) => organisationId)).size < shares.length) return refuse('prize_team_twice');
  for (const { organisationId } of shares) {
    const team = state.teams[organisationId];
    if (!team) return refuse('team_unknown', { organisationId });
    const fault = faultOfTeam(team);
    if (fault) return fault;
    if (!isFinished(team, state)) return refuse('team_not_finished', { organisationId, reached: team.reached, of: state.milestones.length });
    if (team.enteredBy === by.personId) return refuse('awards_own_team', { organisationId });
  }
  return faultOfScores(shares, state);
};

const faultOfScores = (shares: Of<'AwardChallenge'>['shares'], state: Challenge): Refusal<ChallengeRefusal> | null => {
  const finished = Object.entries(state.teams).filter(([, team]) => isFinished(team, state));
  const ranked = finished.map(([organisationId, { scores }]) => {
    const points = Object.values(scores).map((given) => given.points);
    return { organisationId, sum: sumOf(points), count: points.length, share: shares.find((one) => one.organisationId === organisationId)?.shareBasisPoints ?? 0 };
  });
  // Whoever finished has a right to be judged, also when the prize goes to another.
  const unjudged = ranked.find(({ count }) => count < state.jurorsAtLeast);
  if (unjudged) return refuse('scores_missing', { organisationId: unjudged.organisationId, scores: unjudged.count, atLeast: state.jurorsAtLeast });
  for (const better of ranked) {
    // Means, compared without dividing.
    const worse = ranked.find((other) => better.sum * other.count > other.sum * better.count && better.share < other.share);
    if (worse) return refuse('award_against_scores', { organisationId: better.organisationId, getsLessThan: worse.organisationId });
  }
  return null;
};

export const isFinished = ({ status, reached }: Team, { milestones }: Challenge): boolean => status === 'admitted' && reached === milestones.length;

/**
 * Why the poster may not end it without an award. The promise binds towards whoever does the act (Civil Code art. 499): a team that
 * reached every milestone is owed the prize, and one that was admitted has until the last day. It gives that up by leaving.
 */
export const faultOfPromise = (state: Challenge, today: string): Refusal<ChallengeRefusal> | null => {
  const admitted = Object.entries(state.teams).filter(([, { status }]) => status === 'admitted');
  const finished = admitted.filter(([, team]) => isFinished(team, state));
  if (finished.length > 0) return refuse('prize_owed', { organisationIds: idsOf(finished) });
  const untilOn = state.milestones.at(-1)!.dueOn;
  if (admitted.length > 0 && today <= untilOn) return refuse('teams_at_work', { organisationIds: idsOf(admitted), untilOn });
  // Nobody fails for want of a judgement.
  const waiting = admitted.find(([, { report }]) => report !== null && report.judgement === null);
  return waiting ? refuse('report_waiting', { organisationId: waiting[0], ordinal: waiting[1].report!.ordinal, attempt: waiting[1].report!.attempt }) : null;
};

const idsOf = (teams: readonly (readonly [string, Team])[]): readonly string[] => teams.map(([organisationId]) => organisationId);
