import type { Event, Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import type { Document } from '@hewu/kernel/src/read-store.js';
import type { ListingEvent } from '@hewu/listings/src/events.js';
import type { OrganisationEvent } from '@hewu/organisations/src/events.js';
import { challengesProjection } from './challenges.projection.js';
import { demandsProjection, opensTo } from './demands.projection.js';
import { disclosuresProjection } from './disclosures.projection.js';
import type { ChallengeEvent, DemandEvent, DisclosureEvent, ProposalEvent, SuggestionEvent } from './events.js';
import { listingProfilesProjection } from './listing-profiles.projection.js';
import { peopleProjection } from './people.projection.js';
import { proposalsProjection } from './proposals.projection.js';
import { announced, posted, sampleDemand, submitted } from './samples.js';
import { suggestionsProjection } from './suggestions.projection.js';

const at = (n: number): string => `2026-03-02T10:${String(n).padStart(2, '0')}:00.000Z`;
/** As a store gives it back; the `n`th event happened `n` minutes after ten. */
const recorded = <E extends Event>(event: E, n: number): Recorded<E> => ({
  ...event, eventId: `e-${n}`, schemaVersion: 1, stream: 's-1', revision: n, position: String(n).padStart(4, '0'), recordedAt: at(n),
  metadata: { commandId: `c-${n}`, fingerprint: '', correlationId: 'x', causationId: 'x', actor: 'system:demands-upkeep', onBehalfOf: null, region: null, legalBasis: null, occurredAt: at(n) },
});

/** As the runner does it: by key, and never over a position that a document has reached. `times`: how often each event is delivered. */
const fold = <D extends Document, E extends Event>(projection: Projection<D, E>, events: readonly E[], times = 1): ReadonlyMap<string, D> => {
  const documents = new Map<string, { position: string; document: D | null }>();
  for (const event of events.map(recorded).flatMap((one) => Array<Recorded<E>>(times).fill(one))) {
    for (const key of [projection.key(event)].flat()) {
      if (key === null) continue;
      const known = documents.get(key);
      if (known && known.position >= event.position) continue;
      documents.set(key, { position: event.position, document: projection.evolve(known?.document ?? null, event) });
    }
  }
  return new Map([...documents].flatMap(([key, { document }]) => (document ? [[key, document] as const] : [])));
};

/** What one delivery gives, seen to be the same when everything comes twice and when it is folded anew. */
const folded = <D extends Document, E extends Event>(projection: Projection<D, E>, ...events: E[]): ReadonlyMap<string, D> => {
  const once = fold(projection, events);
  expect(fold(projection, events, 2)).toEqual(once);
  expect(fold(projection, events)).toEqual(once);
  return once;
};

const closed = (ground: 'deadline' | 'owner' | 'solved', proposalId: string | null = null): DemandEvent => ({ type: 'DemandClosed', data: { demandId: 'd-1', ground, proposalId, reason: null, closedBy: 'p-yang' } });
const suspended: DemandEvent = { type: 'DemandSuspended', data: { demandId: 'd-1', region: '511622', reason: '内容待核', suspendedBy: 'p-feng' } };
const resumed: DemandEvent = { type: 'DemandResumed', data: { demandId: 'd-1', region: '511622', reason: '已核实', resumedBy: 'p-feng' } };
const secret = { ...sampleDemand, tier: 'after_nda' as const, problem: '保密工序细节', tried: '保密尝试' };

describe('the read model of demands', () => {
  const demand = (...events: (DemandEvent | DisclosureEvent)[]) => folded(demandsProjection, posted, ...events).get('d-1')!;

  test('tells what is open, and by what it is found and counted', () => {
    expect(demand()).toMatchObject({
      status: 'open', open: true, region: '511622', industrySection: 'C', industries: ['C', 'C13', 'C133', 'C1331'], deadlineMonth: '2026-06', budgetBand: 'to_500k', tier: 'public', terms: expect.arrayContaining(['花椒油', '真空', 'aroma']),
    });
    expect(demand(suspended)).toMatchObject({ status: 'open', open: false, suspended: '内容待核' });
    expect(demand(suspended, resumed)).toMatchObject({ open: true, suspended: null });
    expect(demand(suspended, closed('deadline'), resumed)).toMatchObject({ status: 'choosing', open: false });
    expect(demand(closed('deadline'), closed('solved', 'r-1'))).toMatchObject({ status: 'solved', closed: { ground: 'solved', proposalId: 'r-1' } });
  });

  test('keeps all versions, and is found by nothing that a confidential one hides', () => {
    const corrected = demand({ type: 'DemandCorrected', data: { demandId: 'd-1', version: 2, correctedBy: 'p-yang', reason: '涉密', content: secret } });
    expect(corrected.versions.map(({ version, reason }) => [version, reason])).toEqual([[1, null], [2, '涉密']]);
    expect(corrected).toMatchObject({ tier: 'after_nda', budgetBand: 'undisclosed' });
    for (const word of ['保密', '真空', '细节']) expect([corrected.terms.includes(word), corrected.matchTerms.includes(word)]).toEqual([false, false]);
  });

  test('opens to whoever was let in, behind a signature where one is asked for', () => {
    const raised: DemandEvent = { type: 'DemandCorrected', data: { demandId: 'd-1', version: 2, correctedBy: 'p-yang', reason: '涉密', content: secret } };
    const granted = (textSha256: string | null): DisclosureEvent => ({ type: 'DisclosureGranted', data: { disclosureId: 'x-1', demandId: 'd-1', organisationId: 'o-institute', textSha256, grantedBy: 'p-yang' } });
    expect([opensTo(demand(), null), opensTo(demand(raised), null), opensTo(demand(raised), 'o-firm'), opensTo(demand(raised), 'o-institute')]).toEqual([true, false, true, false]);
    expect([opensTo(demand(raised, granted(null)), 'o-institute'), opensTo(demand(raised, granted('ab')), 'o-institute'), opensTo(demand(raised, granted('ab')), 'o-x')]).toEqual([false, true, false]);
  });

  test.each([[null, 'none'], [1, 'to_100k'], [10_000_000, 'to_100k'], [10_000_001, 'to_500k'], [50_000_000, 'to_500k'], [50_000_001, 'to_2m'], [200_000_000, 'to_2m'], [200_000_001, 'above_2m']] as const)('a budget of %s fen is %s', (budgetFen, band) => {
    expect(folded(demandsProjection, { ...posted, data: { ...posted.data, content: { ...sampleDemand, budgetFen } } }).get('d-1')!.budgetBand).toBe(band);
  });
});

describe('the read model of proposals', () => {
  const proposal = (...events: (ProposalEvent | DemandEvent)[]) => folded(proposalsProjection, submitted, ...events).get('r-1')!;
  const about = { proposalId: 'r-1', demandId: 'd-1' };

  test('tells the funnel, and why one was declined', () => {
    expect(proposal({ type: 'ProposalAdvanced', data: { ...about, to: 'qualified', advancedBy: 'p-yang' } })).toMatchObject({ status: 'qualified', sides: ['o-institute', 'o-firm'], steps: [{ did: 'ProposalSubmitted' }, { did: 'ProposalAdvanced', by: 'p-yang' }] });
    expect(proposal({ type: 'ProposalDeclined', data: { ...about, stage: 'submitted', reason: 'too_early', comment: '请先完成中试', declinedBy: 'p-yang' } })).toMatchObject({ status: 'declined', declined: { reason: 'too_early', comment: '请先完成中试' } });
    expect(proposal({ type: 'ProposalWithdrawn', data: { ...about, reason: '方案有误', withdrawnBy: 'p-wang' } })).toMatchObject({ status: 'withdrawn', withdrawnBecause: '方案有误' });
    expect(proposal({ type: 'ProposalLapsed', data: { ...about, ground: 'owner' } }).status).toBe('lapsed');
  });

  test('one is chosen by the demand; an end that names none touches none', () => {
    expect(proposal(closed('solved', 'r-1')).status).toBe('chosen');
    expect(proposal(closed('deadline'), closed('owner'))).toMatchObject({ status: 'submitted', changedAt: at(0) });
  });
});

describe('the read model of challenges', () => {
  const entered: ChallengeEvent = { type: 'TeamEntered', data: { demandId: 'd-1', organisationId: 'o-institute', enteredBy: 'p-wang', proposalId: null, approach: '思路', trl: 7, rule: null } };
  const challenge = (...events: (ChallengeEvent | DemandEvent)[]) => folded(challengesProjection, posted, ...events).get('d-1')!;

  test('begins as the head of its demand, and is none before it is announced', () => {
    expect(challenge()).toMatchObject({ announced: false, title: sampleDemand.title, tier: 'public', suspended: false });
    expect(challenge(announced, suspended)).toMatchObject({ announced: true, suspended: true, prizeFen: 1_000_001, announcedAt: at(1) });
  });

  test('tells teams with reports, judgements and scores; those of a recused juror are gone', () => {
    const about = { demandId: 'd-1', organisationId: 'o-institute' };
    const path: ChallengeEvent[] = [
      announced, { type: 'JurorAppointed', data: { demandId: 'd-1', jurorId: 'j-1', appointedBy: 'p-yang' } }, entered, { type: 'TeamAdmitted', data: { ...about, admittedBy: 'p-yang' } },
      { type: 'MilestoneReported', data: { ...about, ordinal: 1, attempt: 1, report: '甲', reportedBy: 'p-wang', late: false } },
      { type: 'MilestoneJudged', data: { ...about, ordinal: 1, attempt: 1, judgement: 'not_reached', comment: '不足', judgedBy: 'p-yang' } },
      { type: 'MilestoneReported', data: { ...about, ordinal: 1, attempt: 2, report: '乙', reportedBy: 'p-wang', late: true } },
      { type: 'MilestoneJudged', data: { ...about, ordinal: 1, attempt: 2, judgement: 'reached', comment: '足', judgedBy: 'p-yang' } },
      { type: 'ScoreGiven', data: { ...about, jurorId: 'j-1', points: 70, comment: '可' } }, { type: 'ScoreGiven', data: { ...about, jurorId: 'j-1', points: 75, comment: '可' } },
    ];
    const [team] = challenge(...path).teams;
    expect(team).toMatchObject({ status: 'admitted', reached: 1, reports: [{ attempt: 1, judgement: 'not_reached' }, { attempt: 2, judgement: 'reached', late: true }], scores: [{ jurorId: 'j-1', points: 75 }] });
    const recused = challenge(...path, { type: 'JurorRecused', data: { demandId: 'd-1', jurorId: 'j-1', ground: 'own_request', organisationId: null } });
    expect([recused.teams[0]!.scores, recused.jurors]).toEqual([[], [{ jurorId: 'j-1', appointedAt: at(2), recused: { ground: 'own_request', at: at(11) } }]]);
  });
});

test('a disclosure may be refused and asked for again', () => {
  const about = { disclosureId: 'x-1', demandId: 'd-1', organisationId: 'o-institute' };
  const asked: DisclosureEvent = { type: 'DisclosureRequested', data: { ...about, toOrganisationId: 'o-firm', purpose: '评估', textSha256: null, requestedBy: 'p-wang' } };
  const refused: DisclosureEvent = { type: 'DisclosureRefused', data: { ...about, reason: '无关', refusedBy: 'p-yang' } };
  expect(folded(disclosuresProjection, asked, refused).get('x-1')).toMatchObject({ status: 'refused', reason: '无关', answeredAt: at(1) });
  expect(folded(disclosuresProjection, asked, refused, asked).get('x-1')).toMatchObject({ status: 'requested', reason: null });
});

test('a suggestion is told with its answer', () => {
  const about = { suggestionId: 's-1', demandId: 'd-1', listingId: 'l-1', achievementId: 'a-1' };
  const sent: SuggestionEvent = { type: 'SuggestionSent', data: { ...about, addressee: 'listing', toOrganisationId: 'o-institute', fromOrganisationId: 'o-agency', points: 15, reasons: [{ kind: 'ipc', points: 15, shared: ['C11B'] }], note: '建议', sentBy: 'p-xie' } };
  const answered: SuggestionEvent = { type: 'SuggestionAnswered', data: { ...about, answer: 'interested', reason: null, comment: null, answeredBy: 'p-wang' } };
  expect(folded(suggestionsProjection, sent, answered).get('s-1')).toMatchObject({ sides: ['o-institute', 'o-agency'], answer: 'interested', sentAt: at(0), answeredAt: at(1) });
});

test('a person is known by where they belong, until they leave', () => {
  const joined = (organisationId: string, roles: string[]): OrganisationEvent => ({ type: 'RolesGranted', data: { organisationId, personId: 'p-1', roles, administrator: false, grantedBy: 'p-0' } });
  const left: OrganisationEvent = { type: 'MemberRemoved', data: { organisationId: 'o-1', personId: 'p-1', removedBy: 'p-0' } };
  expect(folded(peopleProjection, joined('o-1', ['expert']), joined('o-2', [])).get('p-1')!.memberships).toEqual([{ organisationId: 'o-1', roles: ['expert'] }, { organisationId: 'o-2', roles: [] }]);
  expect(folded(peopleProjection, joined('o-1', ['expert']), left).get('p-1')!.memberships).toEqual([]);
});

test('a listing is matched while it is published, and gone without a word when it becomes restricted', () => {
  const drafted: ListingEvent = { type: 'ListingDrafted', data: { listingId: 'l-1', achievementId: 'a-1', organisationId: 'o-institute', region: '500117', draftedBy: 'p-zhao', offer: { mode: 'ordinary_licence', price: { kind: 'negotiable' }, nextStep: '寄样', economics: null, evidence: [], availability: null }, agentOrganisationId: null, mandateId: null } };
  const withdrawn = (ground: 'owner' | 'achievement_restricted'): ListingEvent => ({ type: 'ListingWithdrawn', data: { listingId: 'l-1', withdrawnBy: 'p', ground, reason: null } });
  expect(folded(listingProfilesProjection, drafted).get('l-1')).toMatchObject({ published: false, pairs: [], title: '' });
  expect(folded(listingProfilesProjection, drafted, withdrawn('owner')).get('l-1')).toMatchObject({ published: false, restricted: false });
  expect(folded(listingProfilesProjection, drafted, withdrawn('achievement_restricted')).get('l-1')).toMatchObject({ restricted: true, title: '', matchTerms: [], pairs: [], singles: [] });
});
