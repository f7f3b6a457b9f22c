import { endOf } from '@hewu/calendar/src/days.js';
import { challengeEvents, type ChallengeEvent } from '@hewu/demands/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { DECLINED_BECAUSE, POSTERS } from './demand.duties.js';
import { AS_IT_WAS, idle, slot, still, waits, type Doer, type DutyTable, type Next, type Slot } from './duty.js';

type Asked = { readonly key: string; readonly since: string };
type Poster = { readonly poster: string; readonly open: readonly Asked[] };
type Jury = { readonly jurors: readonly string[]; readonly steps: number; readonly finished: readonly { readonly team: string; readonly scoredBy: readonly string[] }[] };
type Place = { /** Who works at which place, in order; null where a team left. */ readonly places: readonly (string | null)[]; readonly dueOn: readonly string[]; readonly reached: number; readonly attempt: number };
type Person = { readonly organisationId: string; readonly personId: string };

/** As many teams as a challenge can have at once (`teamsAtMost`). */
const MOST_PLACES = 50;
/** Who acts for a team. */
const TEAM: readonly Doer[] = ['transfer_officer', 'firm_member'];
const href = (demandId: string): string => `/api/v1/challenges/${demandId}`;

/** What the poster has to decide, the longest waiting first. */
const decide = (what: string, say: (count: number) => Bilingual) => (demandId: string, known: Poster): Next<Poster> => {
  const [first] = known.open;
  if (!first) return idle(known);
  return waits(known, { what, round: first.key, since: first.since, by: { organisationId: known.poster, roles: POSTERS }, href: href(demandId), sentence: say(known.open.length) });
};
const decideEntries = decide('team_admission', (count) => ({ zh: `揭榜报名 ${count} 个，待审定`, en: `Teams that wait to be admitted to a challenge: ${count}` }));
const decideReports = decide('milestone_judgement', (count) => ({ zh: `阶段成果报告 ${count} 份，待评判`, en: `Reports of a milestone that wait to be judged: ${count}` }));

const asks = (known: Poster, key: string, since: string): Poster => ({ ...known, open: [...known.open.filter((one) => one.key !== key), { key, since }] });
const answered = (known: Poster, key: string): Poster => ({ ...known, open: known.open.filter((one) => one.key !== key) });

const reportOf = (organisationId: string, ordinal: number, attempt: number): string => `${organisationId}:${ordinal}:${attempt}`;

/** Whoever of the jury has not scored the first team that reached everything. */
const scoreNext = (demandId: string, known: Jury): Next<Jury> => {
  for (const { team, scoredBy } of known.finished) {
    const missing = known.jurors.filter((jurorId) => !scoredBy.includes(jurorId));
    if (missing.length === 0) continue;
    return waits(known, { what: 'jury_score', round: team, by: { personIds: missing }, href: href(demandId), sentence: { zh: '有团队完成了全部阶段，待您评分', en: 'A team reached every milestone and waits for your score' } });
  }
  return idle(known);
};

const teamAt = ({ places }: Place, at: number): string | null => places[at] ?? null;

/** The next milestone of the team at a place, until the end of its day. */
const reportNext = (demandId: string, known: Place, at: number): Next<Place> => {
  const team = teamAt(known, at);
  const dueOn = known.dueOn[known.reached];
  if (team === null || dueOn === undefined) return idle(known);
  const ordinal = known.reached + 1;
  return waits(known, {
    what: 'milestone_report', round: `${team}:${ordinal}:${known.attempt}`, by: { organisationId: team, roles: TEAM }, dueAt: endOf(dueOn), href: href(demandId),
    sentence: { zh: `揭榜任务第 ${ordinal} 阶段待报告`, en: `Milestone ${ordinal} of a challenge waits for a report` },
  });
};

/** A team takes the first place that is free, so that every place can tell by itself which team is its own. */
const seated = (known: Place, team: string): readonly (string | null)[] => {
  const free = known.places.indexOf(null);
  return free < 0 ? [...known.places, team] : known.places.map((one, at) => (at === free ? team : one));
};

/** No event of a team repeats the milestones, so there is a slot for each place that the challenge has. */
const place = (at: number): Slot =>
  slot<ChallengeEvent, Place>(`challenge_place_${at + 1}`, 'demandId', [challengeEvents], {
    ChallengeAnnounced: ({ data: { milestones, teamsAtMost } }) => (at < teamsAtMost ? idle({ places: [], dueOn: milestones.map(({ dueOn }) => dueOn), reached: 0, attempt: 1 }) : null),
    TeamAdmitted: ({ data: { demandId, organisationId } }, known) => {
      if (!known) return null;
      const next = { ...known, places: seated(known, organisationId) };
      return teamAt(known, at) === teamAt(next, at) ? still(next) : reportNext(demandId, { ...next, reached: 0, attempt: 1 }, at);
    },
    TeamLeft: ({ data: { organisationId } }, known) => {
      if (!known) return null;
      const next = { ...known, places: known.places.map((one) => (one === organisationId ? null : one)) };
      return teamAt(known, at) === organisationId ? idle(next) : still(next);
    },
    MilestoneReported: ({ data: { organisationId } }, known) => (known && teamAt(known, at) === organisationId ? idle(known) : known && AS_IT_WAS),
    MilestoneJudged: ({ data: { demandId, organisationId, judgement } }, known) => {
      if (!known) return null;
      if (teamAt(known, at) !== organisationId) return AS_IT_WAS;
      return reportNext(demandId, judgement === 'reached' ? { ...known, reached: known.reached + 1, attempt: 1 } : { ...known, attempt: known.attempt + 1 }, at);
    },
    ChallengeAwarded: ({ data: { demandId, shares } }, known) => {
      const team = known ? teamAt(known, at) : null;
      if (!known || team === null) return null;
      const won = shares.some(({ organisationId }) => organisationId === team);
      return waits(known, {
        what: 'challenge_awarded', round: team, by: { organisationId: team, roles: TEAM }, href: href(demandId),
        sentence: won ? { zh: '揭榜结果已公布，贵单位获奖', en: 'A challenge was awarded, and your organisation has a share of the prize' } : { zh: '揭榜结果已公布', en: 'A challenge was awarded to others' },
      });
    },
    ChallengeEndedUnawarded: ({ data: { demandId } }, known) => {
      const team = known ? teamAt(known, at) : null;
      if (!known || team === null) return null;
      return waits(known, { what: 'challenge_ended', round: team, by: { organisationId: team, roles: TEAM }, href: href(demandId), sentence: { zh: '揭榜任务已终止，未授奖', en: 'A challenge ended without an award' } });
    },
  });

/** Entries and reports wait for the poster, milestones for the teams, and teams that reached everything for the jury. */
export const challengeDuties: DutyTable = {
  whats: {
    team_admission: { zh: '审定揭榜报名', en: 'Admit a team or turn it down' },
    team_answered: { zh: '揭榜报名已答复', en: 'An entry was answered', news: true },
    milestone_report: { zh: '报告阶段成果', en: 'Report a milestone' },
    milestone_judgement: { zh: '评判阶段成果', en: 'Judge a milestone' },
    milestone_judged: { zh: '阶段成果已评判', en: 'A milestone was judged', news: true },
    jury_score: { zh: '评分', en: 'Score a team' },
    challenge_awarded: { zh: '揭榜授奖', en: 'A challenge was awarded', news: true },
    challenge_ended: { zh: '揭榜终止', en: 'A challenge ended without an award', news: true },
  },
  slots: [
    slot<ChallengeEvent, Poster>('challenge_entries', 'demandId', [challengeEvents], {
      ChallengeAnnounced: ({ data: { organisationId } }) => idle({ poster: organisationId, open: [] }),
      TeamEntered: ({ data: { demandId, organisationId }, metadata }, known) => known && decideEntries(demandId, asks(known, organisationId, metadata.occurredAt)),
      TeamAdmitted: ({ data: { demandId, organisationId } }, known) => known && decideEntries(demandId, answered(known, organisationId)),
      TeamTurnedDown: ({ data: { demandId, organisationId } }, known) => known && decideEntries(demandId, answered(known, organisationId)),
      TeamLeft: ({ data: { demandId, organisationId } }, known) => known && decideEntries(demandId, answered(known, organisationId)),
      ChallengeAwarded: () => null,
      ChallengeEndedUnawarded: () => null,
    }),
    slot<ChallengeEvent, Poster>('challenge_reports', 'demandId', [challengeEvents], {
      ChallengeAnnounced: ({ data: { organisationId } }) => idle({ poster: organisationId, open: [] }),
      MilestoneReported: ({ data: { demandId, organisationId, ordinal, attempt }, metadata }, known) => known && decideReports(demandId, asks(known, reportOf(organisationId, ordinal, attempt), metadata.occurredAt)),
      MilestoneJudged: ({ data: { demandId, organisationId, ordinal, attempt } }, known) => known && decideReports(demandId, answered(known, reportOf(organisationId, ordinal, attempt))),
      TeamLeft: ({ data: { demandId, organisationId } }, known) => known && decideReports(demandId, { ...known, open: known.open.filter(({ key }) => !key.startsWith(`${organisationId}:`)) }),
      ChallengeAwarded: () => null,
      ChallengeEndedUnawarded: () => null,
    }),
    slot<ChallengeEvent, Jury>('challenge_jury', 'demandId', [challengeEvents], {
      ChallengeAnnounced: ({ data: { milestones } }) => idle({ jurors: [], steps: milestones.length, finished: [] }),
      JurorAppointed: ({ data: { demandId, jurorId } }, known) => known && scoreNext(demandId, { ...known, jurors: [...known.jurors, jurorId] }),
      JurorRecused: ({ data: { demandId, jurorId } }, known) => known && scoreNext(demandId, { ...known, jurors: known.jurors.filter((one) => one !== jurorId) }),
      MilestoneJudged: ({ data: { demandId, organisationId: team, ordinal, judgement } }, known) =>
        known && (judgement === 'reached' && ordinal === known.steps ? scoreNext(demandId, { ...known, finished: [...known.finished, { team, scoredBy: [] }] }) : AS_IT_WAS),
      ScoreGiven: ({ data: { demandId, organisationId, jurorId } }, known) =>
        known && scoreNext(demandId, { ...known, finished: known.finished.map((one) => (one.team === organisationId ? { ...one, scoredBy: [...one.scoredBy, jurorId] } : one)) }),
      TeamLeft: ({ data: { demandId, organisationId } }, known) => known && scoreNext(demandId, { ...known, finished: known.finished.filter(({ team }) => team !== organisationId) }),
      ChallengeAwarded: () => null,
      ChallengeEndedUnawarded: () => null,
    }),
    slot<ChallengeEvent, Person>('challenge_team', ['demandId', 'organisationId'], [challengeEvents], {
      TeamEntered: ({ data: { organisationId, enteredBy: personId } }) => idle({ organisationId, personId }),
      TeamAdmitted: ({ data: { demandId } }, known) => known && waits(known, { what: 'team_answered', round: 'admitted', by: known, href: href(demandId), sentence: { zh: '揭榜报名已通过', en: 'Your team was admitted to a challenge' } }),
      TeamTurnedDown: ({ data: { demandId, reason } }, known) =>
        known && waits(known, {
          what: 'team_answered', round: 'turned_down', by: known, href: href(demandId),
          sentence: { zh: `揭榜报名未通过：${DECLINED_BECAUSE[reason].zh}`, en: `Your team was turned down, as ${DECLINED_BECAUSE[reason].en}` },
        }),
      MilestoneJudged: ({ data: { demandId, ordinal, attempt, judgement } }, known) =>
        known && waits(known, {
          what: 'milestone_judged', round: `${ordinal}:${attempt}`, by: known, href: href(demandId),
          sentence: judgement === 'reached' ? { zh: `第 ${ordinal} 阶段已达成`, en: `Milestone ${ordinal} was found reached` } : { zh: `第 ${ordinal} 阶段未达成，可以再次报告`, en: `Milestone ${ordinal} was found not reached and may be reported again` },
        }),
      TeamLeft: () => null,
    }),
    ...Array.from({ length: MOST_PLACES }, (_, at) => place(at)),
  ],
};
