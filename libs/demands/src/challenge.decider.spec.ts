import { specification } from '@hewu/kernel/src/testing.js';
import { challenges, type ChallengeCommand, type Of } from './challenge.decider.js';
import { demands, type DemandState } from './demand.decider.js';
import type { ChallengeEvent, DemandEvent } from './events.js';
import { announced, jurorsRule, NOW, posted, poster, proposer, stranger, textRules, TODAY } from './samples.js';

const given = specification(challenges);
const about = { demandId: 'd-1' } as const;
const demand = (...events: DemandEvent[]): DemandState => [posted, ...events].reduce<DemandState>(demands.evolve, null);
const suspended: DemandEvent = { type: 'DemandSuspended', data: { demandId: 'd-1', region: '511622', reason: '内容待核', suspendedBy: 'p-feng' } };
const gone: DemandEvent = { type: 'DemandClosed', data: { demandId: 'd-1', ground: 'owner', proposalId: null, reason: '不再需要', closedBy: 'p-yang' } };

const milestones = announced.data.milestones.map(({ amountFen: _, ...milestone }) => milestone);
const announce = (change: Partial<Of<'AnnounceChallenge'>> = {}): ChallengeCommand => ({
  type: 'AnnounceChallenge', by: poster, demand: demand(), prizeFen: 1_000_001, milestones, teamsAtMost: 2, entriesUntilOn: '2026-05-31', entriesUntilAt: '2026-05-31T16:00:00.000Z', today: TODAY, jurorsRule, ...change,
});
const appoint = (jurorId: string, change: Partial<Of<'AppointJuror'>> = {}): ChallengeCommand => ({ type: 'AppointJuror', by: poster, jurorId, expert: true, organisations: [`o-of-${jurorId}`], ...change });
const appointed = (jurorId: string): ChallengeEvent => ({ type: 'JurorAppointed', data: { ...about, jurorId, appointedBy: 'p-yang' } });
const enter = (change: Partial<Of<'EnterTeam'>> = {}): ChallengeCommand => ({
  type: 'EnterTeam', by: proposer, demand: demand(), authority: false, proposal: null, approach: '以亚临界流体萃取。', trl: 7, rule: textRules[1], conflicted: [], now: NOW, ...change,
});
const entered = (organisationId = 'o-institute', change: object = {}): ChallengeEvent => ({
  type: 'TeamEntered', data: { ...about, organisationId, enteredBy: `p-of-${organisationId}`, proposalId: null, approach: '以亚临界流体萃取。', trl: 7, rule: textRules[1], ...change },
});
const admitted = (organisationId = 'o-institute', admittedBy = 'p-yang'): ChallengeEvent => ({ type: 'TeamAdmitted', data: { ...about, organisationId, admittedBy } });
const left: ChallengeEvent = { type: 'TeamLeft', data: { ...about, organisationId: 'o-institute', reason: '人手不足', leftBy: 'p-wang' } };
const reported = (ordinal: number, organisationId = 'o-institute', attempt = 1): ChallengeEvent => ({ type: 'MilestoneReported', data: { ...about, organisationId, ordinal, attempt, report: `报告 ${ordinal}`, reportedBy: 'p-wang', late: false } });
const judged = (ordinal: number, organisationId = 'o-institute', judgement: 'reached' | 'not_reached' = 'reached', attempt = 1): ChallengeEvent => ({ type: 'MilestoneJudged', data: { ...about, organisationId, ordinal, attempt, judgement, comment: '数据齐全', judgedBy: 'p-yang' } });
const scored = (jurorId: string, points: number, organisationId = 'o-institute'): ChallengeEvent => ({ type: 'ScoreGiven', data: { ...about, organisationId, jurorId, points, comment: '可行' } });
const recused = (jurorId: string, ground: 'poster_member' | 'entrant_member' | 'own_request', organisationId: string | null): ChallengeEvent => ({ type: 'JurorRecused', data: { ...about, jurorId, ground, organisationId } });

const running = [announced, appointed('j-1'), appointed('j-2'), appointed('j-3')];
const finished = (organisationId: string): ChallengeEvent[] => [entered(organisationId), admitted(organisationId), reported(1, organisationId), judged(1, organisationId), reported(2, organisationId), judged(2, organisationId)];
const scores = (organisationId: string, ...points: number[]): ChallengeEvent[] => points.map((one, at) => scored(`j-${at + 1}`, one, organisationId));
const AFTER = '2026-06-01T00:00:00.000Z';

describe('a challenge', () => {
  test('is announced by the poster of a demand, with milestones whose amounts make the prize to the fen', () => {
    given().when(announce()).then(announced);
    given().when(announce()).thenRepeatingIsHarmless();
    given().when(announce({ by: stranger })).thenRefused('not_found');
    given().when(announce({ demand: null })).thenRefused('not_found');
    given().when(announce({ demand: demand(suspended) })).thenRefused('demand_suspended');
    given().when(announce({ demand: demand(gone) })).thenRefused('demand_over', { status: 'withdrawn' });
    given().when(announce({ entriesUntilOn: TODAY })).thenRefused('entries_end_not_ahead');
    given(announced).when(announce({ prizeFen: 2 })).thenRefused('challenge_exists');
  });

  test('has milestones in order, after the entries, of exactly 100 %', () => {
    const [one, two] = milestones;
    given().when(announce({ milestones: [] })).thenRefused('milestones_not_in_order');
    given().when(announce({ milestones: [two!, one!] })).thenRefused('milestones_not_in_order');
    given().when(announce({ milestones: [one!, { ...two!, dueOn: one!.dueOn }] })).thenRefused('milestone_days_not_in_order', { ordinal: 2, dueOn: '2026-08-31', after: '2026-08-31' });
    given().when(announce({ milestones: [{ ...one!, dueOn: '2026-05-31' }, two!] })).thenRefused('milestone_days_not_in_order', { ordinal: 1, dueOn: '2026-05-31', after: '2026-05-31' });
    given().when(announce({ milestones: [one!, { ...two!, shareBasisPoints: 6_666 }] })).thenRefused('milestone_shares_not_whole', { sumBasisPoints: 9_999, wholeBasisPoints: 10_000 });
    given().when(announce({ milestones: [{ ...one!, shareBasisPoints: -1 }, { ...two!, shareBasisPoints: 10_001 }] })).thenRefused('milestone_shares_not_whole');
  });

  test('has a jury of experts who belong to neither side', () => {
    given(announced).when(appoint('j-1')).then(appointed('j-1'));
    given(announced).when(appoint('j-1')).thenRepeatingIsHarmless();
    given(announced).when(appoint('j-1', { by: stranger })).thenRefused('not_found');
    given(announced).when(appoint('j-1', { expert: false })).thenRefused('juror_not_expert', { jurorId: 'j-1' });
    given(announced).when(appoint('j-1', { organisations: ['o-x', 'o-firm'] })).thenRefused('juror_conflicted', { jurorId: 'j-1', ground: 'poster_member', organisationId: 'o-firm' });
    given(announced, entered()).when(appoint('j-1', { organisations: ['o-institute'] })).thenRefused('juror_conflicted', { jurorId: 'j-1', ground: 'entrant_member', organisationId: 'o-institute' });
    given(announced, entered(), left).when(appoint('j-1', { organisations: ['o-institute'] })).then(appointed('j-1'));
    given(announced, appointed('j-1'), recused('j-1', 'own_request', null)).when(appoint('j-1')).thenRefused('juror_recused', { ground: 'own_request' });
  });

  test('lets a juror go who asks for it', () => {
    given(...running).when({ type: 'RecuseSelf', jurorId: 'j-1' }).then(recused('j-1', 'own_request', null));
    given(...running).when({ type: 'RecuseSelf', jurorId: 'j-1' }).thenRepeatingIsHarmless();
    given(...running).when({ type: 'RecuseSelf', jurorId: 'j-9' }).thenRefused('not_found');
  });

  test('is entered directly, and the poster admits or turns down', () => {
    given(announced).when(enter()).then(entered('o-institute', { enteredBy: 'p-wang' }));
    given(announced).when(enter()).thenRepeatingIsHarmless();
    const admit: ChallengeCommand = { type: 'AdmitTeam', by: poster, organisationId: 'o-institute' };
    given(announced, entered()).when(admit).then(admitted());
    given(announced, entered()).when(admit).thenRepeatingIsHarmless();
    given(announced).when(admit).thenRefused('team_unknown');
    given(announced, entered()).when({ ...admit, by: stranger }).thenRefused('not_found');
    const turnDown: ChallengeCommand = { type: 'TurnDownTeam', by: poster, organisationId: 'o-institute', reason: 'too_early', comment: '尚无中试' };
    const turnedDown: ChallengeEvent = { type: 'TeamTurnedDown', data: { ...about, organisationId: 'o-institute', reason: 'too_early', comment: '尚无中试', turnedDownBy: 'p-yang' } };
    given(announced, entered()).when(turnDown).then(turnedDown);
    given(announced, entered()).when(turnDown).thenRepeatingIsHarmless();
    given(announced, entered(), admitted()).when(turnDown).thenRefused('team_exists', { status: 'admitted' });
    given(announced, entered(), turnedDown).when(enter()).thenRefused('team_out', { status: 'turned_down' });
    given(announced, entered(), turnedDown).when(admit).thenRefused('team_out', { status: 'turned_down' });
  });

  test('is entered by a finalist proposal, and so admitted at once', () => {
    const byProposal = { proposal: { proposalId: 'r-1', finalist: true }, approach: null, trl: null, rule: null };
    given(announced).when(enter(byProposal)).then(entered('o-institute', { enteredBy: 'p-wang', proposalId: 'r-1', approach: null, trl: null, rule: null }), admitted('o-institute', 'p-wang'));
    given(announced).when(enter(byProposal)).thenRepeatingIsHarmless();
    given(announced).when(enter({ ...byProposal, proposal: { proposalId: 'r-1', finalist: false } })).thenRefused('proposal_not_finalist', { proposalId: 'r-1' });
  });

  test('is entered in time, by others than poster and authorities, as long as there is room', () => {
    given().when(enter()).thenRefused('not_found');
    given(announced).when(enter({ authority: true })).thenRefused('authority_cannot_enter');
    given(announced).when(enter({ by: poster })).thenRefused('own_challenge');
    given(announced).when(enter({ demand: demand(suspended) })).thenRefused('demand_suspended');
    given(announced).when(enter({ demand: demand(gone) })).thenRefused('demand_over');
    given(announced).when(enter({ now: '2026-05-31T15:59:59.999Z' })).then(entered('o-institute', { enteredBy: 'p-wang' }));
    given(announced).when(enter({ now: '2026-05-31T16:00:00.000Z' })).thenRefused('entries_closed', { entriesUntilOn: '2026-05-31' });
    given(announced).when(enter({ approach: '椒'.repeat(826) })).thenRefused('approach_too_long', { characters: 826, atMost: 825 });
    given(announced, entered()).when(enter({ approach: '另一个' })).thenRefused('team_exists');
    const full = [announced, entered('o-1'), admitted('o-1'), entered('o-2'), admitted('o-2')];
    given(...full, entered('o-3')).when({ type: 'AdmitTeam', by: poster, organisationId: 'o-3' }).thenRefused('teams_full', { teamsAtMost: 2 });
    given(...full).when(enter({ proposal: { proposalId: 'r-1', finalist: true }, approach: null, trl: null, rule: null })).thenRefused('teams_full', { teamsAtMost: 2 });
  });

  test('recuses a juror of the house that enters, in the same moment', () => {
    given(...running).when(enter({ conflicted: ['j-2', 'j-9'] })).then(entered('o-institute', { enteredBy: 'p-wang' }), recused('j-2', 'entrant_member', 'o-institute'));
  });

  test('goes from milestone to milestone: reported by the team, judged by the poster', () => {
    const report = (ordinal: number, change: Partial<Of<'ReportMilestone'>> = {}): ChallengeCommand => ({ type: 'ReportMilestone', by: proposer, ordinal, report: `报告 ${ordinal}`, today: '2026-07-01', ...change });
    const judge = (ordinal: number, change: Partial<Of<'JudgeMilestone'>> = {}): ChallengeCommand => ({ type: 'JudgeMilestone', by: poster, organisationId: 'o-institute', ordinal, judgement: 'reached', comment: '数据齐全', ...change });
    const working = [announced, entered(), admitted()];
    given(...working).when(report(1)).then(reported(1));
    given(...working).when(report(1)).thenRepeatingIsHarmless();
    given(...working).when(report(1, { today: '2026-09-01' })).then({ ...reported(1), data: { ...reported(1).data, late: true } } as ChallengeEvent);
    given(...working).when(report(2)).thenRefused('milestone_not_next', { ordinal: 2, next: 1 });
    given(announced, entered()).when(report(1)).thenRefused('team_not_admitted');
    given(...working).when(report(1, { by: stranger })).thenRefused('not_found');
    given(...working, reported(1)).when(report(1, { report: '另一份' })).thenRefused('report_waiting', { ordinal: 1, attempt: 1 });
    given(...working, reported(1)).when(judge(1)).then(judged(1));
    given(...working, reported(1)).when(judge(1)).thenRepeatingIsHarmless();
    given(...working, reported(1)).when(judge(1, { by: proposer })).thenRefused('not_found');
    given(...working).when(judge(1)).thenRefused('report_missing', { ordinal: 1 });
    given(...working, reported(1), judged(1, 'o-institute', 'not_reached')).when(report(1, { report: '补做后' })).then({ type: 'MilestoneReported', data: { ...about, organisationId: 'o-institute', ordinal: 1, attempt: 2, report: '补做后', reportedBy: 'p-wang', late: false } });
    given(...working, reported(1), judged(1)).when(report(2)).then(reported(2));
    given(...working, reported(1), judged(1)).when(judge(1, { judgement: 'not_reached' })).thenRefused('report_missing');
    given(...working, left).when(report(1)).thenRefused('team_out', { status: 'left' });
  });

  test('is left by a team with a reason', () => {
    given(announced, entered()).when({ type: 'LeaveChallenge', by: proposer, reason: '人手不足' }).then(left);
    given(announced, entered()).when({ type: 'LeaveChallenge', by: proposer, reason: '人手不足' }).thenRepeatingIsHarmless();
    given(announced).when({ type: 'LeaveChallenge', by: proposer, reason: '人手不足' }).thenRefused('not_found');
  });

  test('is scored by its jurors, once a team is finished', () => {
    const score = (change: Partial<Of<'GiveScore'>> = {}): ChallengeCommand => ({ type: 'GiveScore', jurorId: 'j-1', organisations: ['o-of-j-1'], organisationId: 'o-institute', points: 80, comment: '可行', ...change });
    const done = [...running, ...finished('o-institute')];
    given(...done).when(score()).then(scored('j-1', 80));
    given(...done).when(score()).thenRepeatingIsHarmless();
    given(...done, scored('j-1', 80)).when(score({ points: 90 })).then(scored('j-1', 90));
    given(...running, entered(), admitted()).when(score()).thenRefused('team_not_finished', { reached: 0, of: 2 });
    given(...done).when(score({ jurorId: 'j-9' })).thenRefused('not_found');
    given(...done).when(score({ organisationId: 'o-9' })).thenRefused('team_unknown');
    given(...done).when(score({ organisations: ['o-of-j-1', 'o-institute'] })).then(recused('j-1', 'entrant_member', 'o-institute'));
    given(...done).when(score({ organisations: ['o-firm'] })).then(recused('j-1', 'poster_member', 'o-firm'));
    given(...done, recused('j-1', 'entrant_member', 'o-institute')).when(score()).thenRefused('juror_recused', { ground: 'entrant_member' });
  });
});

describe('the award', () => {
  const award = (shares: Record<string, number>, change: Partial<Of<'AwardChallenge'>> = {}): ChallengeCommand => ({
    type: 'AwardChallenge', by: poster, shares: Object.entries(shares).map(([organisationId, shareBasisPoints]) => ({ organisationId, shareBasisPoints })), reasons: '按评审结果', now: AFTER, ...change,
  });
  const both = [...running, ...finished('o-1'), ...finished('o-2'), ...scores('o-1', 90, 80, 70), ...scores('o-2', 60, 60, 60)];

  test('shares the prize to the fen among teams that finished', () => {
    given(...both).when(award({ 'o-1': 6_667, 'o-2': 3_333 })).then({
      type: 'ChallengeAwarded',
      data: { ...about, prizeFen: 1_000_001, shares: [{ organisationId: 'o-1', shareBasisPoints: 6_667, amountFen: 666_701 }, { organisationId: 'o-2', shareBasisPoints: 3_333, amountFen: 333_300 }], reasons: '按评审结果', awardedBy: 'p-yang' },
    });
    given(...both).when(award({ 'o-1': 6_667, 'o-2': 3_333 })).thenRepeatingIsHarmless();
    given(...both).when(award({ 'o-1': 6_667, 'o-2': 3_333 }, { by: stranger })).thenRefused('not_found');
  });

  test('makes exactly 100 %, names no team twice and none that did not finish', () => {
    given(...both).when(award({ 'o-1': 6_666, 'o-2': 3_333 })).thenRefused('prize_shares_not_whole', { sumBasisPoints: 9_999, wholeBasisPoints: 10_000 });
    given(...both).when(award({ 'o-1': 10_001, 'o-2': -1 })).thenRefused('prize_shares_not_whole');
    given(...both).when({ ...award({}), shares: [{ organisationId: 'o-1', shareBasisPoints: 5_000 }, { organisationId: 'o-1', shareBasisPoints: 5_000 }] } as ChallengeCommand).thenRefused('prize_team_twice');
    given(...both).when(award({ 'o-9': 10_000 })).thenRefused('team_unknown', { organisationId: 'o-9' });
    given(...running, entered('o-1'), admitted('o-1'), reported(1, 'o-1'), judged(1, 'o-1')).when(award({ 'o-1': 10_000 })).thenRefused('team_not_finished', { organisationId: 'o-1', reached: 1, of: 2 });
    given(...both).when(award({ 'o-1': 10_000 }, { now: NOW })).thenRefused('entries_open');
    given(...both).when(award({ 'o-1': 10_000 }, { by: { ...poster, personId: 'p-of-o-1' } })).thenRefused('awards_own_team', { organisationId: 'o-1' });
  });

  test('waits for enough scores of every team that finished; those of a recused juror do not count', () => {
    given(...running, ...finished('o-1'), ...scores('o-1', 90, 80)).when(award({ 'o-1': 10_000 })).thenRefused('scores_missing', { organisationId: 'o-1', scores: 2, atLeast: 3 });
    given(...both, recused('j-3', 'own_request', null)).when(award({ 'o-1': 10_000 })).thenRefused('scores_missing', { organisationId: 'o-1', scores: 2, atLeast: 3 });
    given(...running, ...finished('o-1'), ...finished('o-2'), ...scores('o-1', 90, 80, 70)).when(award({ 'o-1': 10_000 })).thenRefused('scores_missing', { organisationId: 'o-2', scores: 0, atLeast: 3 });
  });

  test('follows the jury: no team gets less than one that was scored lower', () => {
    given(...both).when(award({ 'o-2': 10_000 })).thenRefused('award_against_scores', { organisationId: 'o-1', getsLessThan: 'o-2' });
    given(...both).when(award({ 'o-1': 4_999, 'o-2': 5_001 })).thenRefused('award_against_scores', { organisationId: 'o-1', getsLessThan: 'o-2' });
  });

  test('is given once; a challenge may also end without one', () => {
    const done: ChallengeEvent = { type: 'ChallengeAwarded', data: { ...about, prizeFen: 1_000_001, shares: [{ organisationId: 'o-1', shareBasisPoints: 10_000, amountFen: 1_000_001 }], reasons: '按评审结果', awardedBy: 'p-yang' } };
    given(...both).when(award({ 'o-1': 10_000 })).then(done);
    given(...both, done).when(award({ 'o-1': 9_000, 'o-2': 1_000 })).thenRefused('challenge_over', { status: 'awarded' });
    const end: ChallengeCommand = { type: 'EndUnawarded', by: poster, reason: '均未达标', today: TODAY };
    given(...running).when(end).then({ type: 'ChallengeEndedUnawarded', data: { ...about, ground: 'poster', reason: '均未达标', endedBy: 'p-yang' } });
    given(...running).when(end).thenRepeatingIsHarmless();
    given(...both, done).when(end).thenRefused('challenge_over', { status: 'awarded' });
    given(...running).when({ ...end, by: stranger }).thenRefused('not_found');
  });

  test('is owed once a team did everything; a challenge ends without it only before a team works on it, or after none did it in time', () => {
    const end = (today = TODAY): ChallengeCommand => ({ type: 'EndUnawarded', by: poster, reason: '另作安排', today });
    const ended: ChallengeEvent = { type: 'ChallengeEndedUnawarded', data: { ...about, ground: 'poster', reason: '另作安排', endedBy: 'p-yang' } };
    const [lastDay, dayAfter] = ['2026-12-31', '2027-01-01'];
    given(...running, entered()).when(end()).then(ended);
    given(...running, entered(), admitted()).when(end()).thenRefused('teams_at_work', { organisationIds: ['o-institute'], untilOn: lastDay });
    given(...running, entered(), admitted(), reported(1), judged(1)).when(end(lastDay)).thenRefused('teams_at_work');
    given(...running, entered(), admitted(), left).when(end()).then(ended);
    given(...running, entered(), admitted(), reported(1), judged(1)).when(end(dayAfter)).then(ended);
    given(...running, entered(), admitted(), reported(1)).when(end(dayAfter)).thenRefused('report_waiting', { organisationId: 'o-institute', ordinal: 1, attempt: 1 });
    given(...running, entered(), admitted(), reported(1), judged(1, 'o-institute', 'not_reached')).when(end(dayAfter)).then(ended);
    given(...both).when(end()).thenRefused('prize_owed', { organisationIds: ['o-1', 'o-2'] });
    given(...running, ...finished('o-1'), entered('o-2'), admitted('o-2')).when(end(dayAfter)).thenRefused('prize_owed', { organisationIds: ['o-1'] });
    given(...running, ...finished('o-institute'), left).when(end()).then(ended);
  });

  test('fails to come when nobody entered in time, or when the demand is over', () => {
    const byClock = (now: string): ChallengeCommand => ({ type: 'EndWithoutEntries', by: 'system:demands-upkeep', now });
    const ended = (ground: 'no_entry' | 'demand_closed'): ChallengeEvent => ({ type: 'ChallengeEndedUnawarded', data: { ...about, ground, reason: null, endedBy: 'system:demands-upkeep' } });
    given(...running).when(byClock('2026-05-31T15:59:59.999Z')).thenNothing();
    given(...running).when(byClock('2026-05-31T16:00:00.000Z')).then(ended('no_entry'));
    given(...running, entered()).when(byClock(AFTER)).thenNothing();
    given(...running, entered(), left).when(byClock(AFTER)).then(ended('no_entry'));
    given(...running, entered()).when({ type: 'EndWithDemand', by: 'system:demands-upkeep' }).then(ended('demand_closed'));
    given().when({ type: 'EndWithDemand', by: 'system:demands-upkeep' }).thenNothing();
  });
});
