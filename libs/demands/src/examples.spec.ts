import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { challenges } from './challenge.decider.js';
import type { ChallengeState } from './challenge-state.decider.js';
import { demands, type DemandState } from './demand.decider.js';
import { disclosures } from './disclosure.decider.js';
import { challengeEvents, demandEvents, disclosureEvents, proposalEvents, suggestionEvents, type ChallengeEvent, type DemandEvent, type DisclosureEvent, type ProposalEvent, type SuggestionEvent } from './events.js';
import { proposals, type ProposalState } from './proposal.decider.js';
import { suggestions } from './suggestion.decider.js';

type AnyEvent = DemandEvent | DisclosureEvent | ProposalEvent | ChallengeEvent | SuggestionEvent;

const FOLDER = join(__dirname, 'examples');

/** An event as it was recorded once; whatever the program becomes, it goes on reading these. */
const example = <T extends AnyEvent['type']>(type: T): Extract<AnyEvent, { type: T }> =>
  ({ type, data: JSON.parse(readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8')) as object }) as unknown as Extract<AnyEvent, { type: T }>;

test('every event type and version has a recorded example, and every one names its demand', () => {
  const known = [demandEvents, disclosureEvents, proposalEvents, challengeEvents, suggestionEvents].flatMap(({ specs }) =>
    Object.entries(specs).flatMap(([type, { version }]) => Array.from({ length: version }, (_, n) => `${type}.v${n + 1}.json`)));
  expect(readdirSync(FOLDER).sort()).toEqual(known.sort());
  const { demandId } = example('DemandPosted').data;
  for (const file of readdirSync(FOLDER)) expect(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))).toMatchObject({ demandId });
});

describe('what was recorded once is understood', () => {
  test('of a demand: corrected, suspended, resumed, solved', () => {
    const state = (['DemandPosted', 'DemandCorrected', 'DemandSuspended', 'DemandResumed', 'DemandClosed'] as const).map(example).reduce<DemandState>(demands.evolve, null);
    expect(state).toMatchObject({ version: 2, suspended: null, status: 'solved', deadlineOn: '2026-06-30' });
  });

  test('of leave to read it: asked, given, refused', () => {
    const asked = disclosures.evolve(null, example('DisclosureRequested'));
    expect(disclosures.evolve(asked, example('DisclosureGranted'))).toMatchObject({ status: 'granted', textSha256: 'ab'.repeat(32) });
    expect(disclosures.evolve(asked, example('DisclosureRefused'))).toMatchObject({ status: 'refused' });
  });

  test('of a proposal: corrected, advanced, and each of its ends', () => {
    const advanced = (['ProposalSubmitted', 'ProposalCorrected', 'ProposalAdvanced'] as const).map(example).reduce<ProposalState>(proposals.evolve, null);
    expect(advanced).toMatchObject({ status: 'qualified', version: 2 });
    expect((['ProposalDeclined', 'ProposalWithdrawn', 'ProposalLapsed'] as const).map((type) => proposals.evolve(advanced, example(type))?.status)).toEqual(['declined', 'withdrawn', 'lapsed']);
  });

  test('of a challenge: a team from entry to prize, a juror, and the ends without', () => {
    const path = (['ChallengeAnnounced', 'JurorAppointed', 'TeamEntered', 'TeamAdmitted', 'MilestoneReported', 'MilestoneJudged', 'ScoreGiven'] as const).map(example);
    const scored = path.reduce<ChallengeState>(challenges.evolve, null)!;
    const [team] = Object.values(scored.teams);
    expect(team).toMatchObject({ status: 'admitted', reached: 1, scores: { [scored.jurors[0]!]: { points: 86 } } });
    expect(Object.values(challenges.evolve(scored, example('JurorRecused'))!.teams)[0]!.scores).toEqual({});
    expect((['TeamTurnedDown', 'TeamLeft'] as const).map((type) => Object.values(challenges.evolve(scored, example(type))!.teams)[0]!.status)).toEqual(['turned_down', 'left']);
    expect((['ChallengeAwarded', 'ChallengeEndedUnawarded'] as const).map((type) => challenges.evolve(scored, example(type))!.status)).toEqual(['awarded', 'unawarded']);
  });

  test('of a suggestion: sent and answered', () => {
    expect(suggestions.evolve(suggestions.evolve(null, example('SuggestionSent')), example('SuggestionAnswered'))?.answered).toBe('["declined","outside_scope","方向不同"]');
  });
});
