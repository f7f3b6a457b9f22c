import { dutiesProjection, UNDATED } from './duties.projection.js';
import { story } from './samples.js';

const FIRM = ['organisation/firm/firm_member', 'organisation/firm/decision_maker'];
const PROPOSER = { by: { organisationId: 'unit', personId: 'wang' } };

describe('a listing', () => {
  const listed = { listingId: 'l-1' };
  const published = () => story().record('ListingDrafted', { ...listed, organisationId: 'unit', agentOrganisationId: null }).record('ListingPublished', { ...listed, expiresAt: '2027-03-02T01:00:00.000Z' });

  test('asks to be renewed ahead of its end, and again after a renewal', () => {
    expect(published().open[0]).toMatchObject({ what: 'listing_renewal', audience: ['organisation/unit/transfer_officer', 'organisation/unit/technology_manager'], superior: null, shownFrom: '2027-01-01T01:00:00.000Z', dueOrder: '2027-03-02T01:00:00.000Z' });
    expect(published().record('ListingRenewed', { ...listed, expiresAt: '2028-03-02T01:00:00.000Z' }).open[0]?.waiting?.key).toBe('l-1:listing_renewal:2028-03-02T01:00:00.000Z');
    expect(published().record('ListingContracted', listed).waits).toEqual([]);
  });

  test('is told off the market to whoever did not take it down', () => {
    expect(published().record('ListingExpired', listed).open[0]).toMatchObject({ what: 'listing_off_market', audience: [], superior: null, waiting: { by: { organisationId: 'unit' } } });
    expect(published().record('ListingWithdrawn', { ...listed, ground: 'achievement_restricted' }).waits).toEqual(['listing_off_market']);
    expect(published().record('ListingWithdrawn', { ...listed, ground: 'owner' }).waits).toEqual([]);
  });

  test('is told suspended as long as it is', () => {
    expect(published().record('ListingSuspended', { ...listed, ground: 'complaint' }).waits).toEqual(['listing_renewal', 'listing_suspended']);
    expect(published().record('ListingSuspended', listed).record('ListingResumed', listed).waits).toEqual(['listing_renewal']);
  });

  test('of an agent waits for the agent', () => {
    const told = story().record('ListingDrafted', { ...listed, organisationId: 'unit', agentOrganisationId: 'agent' }).record('ListingSubmitted', { ...listed, round: 1 }).record('ListingReturned', { ...listed, round: 1 });
    expect(told.open[0]?.audience).toEqual(['organisation/agent/transfer_officer', 'organisation/agent/technology_manager']);
  });
});

test('a mandate: its end is shown ahead to both sides, and told to the agent', () => {
  const same = { mandateId: 'm-1', principalOrganisationId: 'unit', agentOrganisationId: 'agent', untilOn: '2027-03-01' };
  const told = story().record('MandateGranted', same);
  expect(told.open.map(({ what, audience, dueOrder }) => [what, audience[0], dueOrder])).toEqual([
    ['mandate_end', 'organisation/agent/transfer_officer', '2027-03-01T16:00:00.000Z'], ['mandate_end', 'organisation/unit/decision_maker', '2027-03-01T16:00:00.000Z'],
  ]);
  expect(story().record('MandateGranted', { ...same, untilOn: '2026-03-10' }).open[0]?.shownFrom).toBe('2026-03-02T01:00:01.000Z');
  expect(told.record('MandateEnded', same).open).toMatchObject([{ what: 'mandate_ended', audience: [], waiting: { by: { organisationId: 'agent' } } }]);
});

describe('an achievement', () => {
  const same = { achievementId: 'a-1', organisationId: 'unit' };
  const content = (secrecy: string) => ({ secrecy, completers: [{ personId: 'wang', organisationId: 'unit' }, { personId: 'li', organisationId: 'other' }, { personId: null, organisationId: 'unit' }] });

  test('that lies dormant is told to its unit and its completers', () => {
    const told = story().record('AchievementDrafted', { ...same, content: content('public') }).record('DormancyReached', same);
    expect(told.open.map(({ what, waiting }) => [what, waiting?.by])).toEqual([['dormancy', { organisationId: 'unit', roles: ['transfer_officer'] }], ['dormancy', { personIds: ['wang', 'li'] }]]);
    expect(told.record('AchievementImplemented', same).waits).toEqual([]);
  });

  test('that was found dormant long after is told its unit, and each of its completers, together with all found that day; one that became so overnight, by itself', () => {
    const told = (reachesOn: string, at: 0 | 1, personId: string | null = null) => {
      const completers = content('public').completers.map((one) => (one.organisationId === 'other' ? { ...one, personId } : one));
      return story().record('AchievementDrafted', { ...same, content: { ...content('public'), completers } }).record('DormancyReached', { ...same, reachesOn }).open[at]?.waiting;
    };
    const reached = (reachesOn: string) => told(reachesOn, 0);
    expect(told('2020-06-30', 1)).toMatchObject({ key: 'a-1:dormancy:2020-06-30:dormancy_of_completers', by: { personIds: ['wang'] }, together: 'unit:dormancy_of_completers:2026-03-02', href: '/api/v1/achievements' });
    expect(told('2026-03-01', 1)).toMatchObject({ together: null, href: '/api/v1/achievements/a-1' });
    // Whoever is of another unit does not see its list.
    expect(told('2020-06-30', 1, 'li')).toMatchObject({ by: { personIds: ['wang', 'li'] }, together: null, href: '/api/v1/achievements/a-1' });
    for (const reachesOn of ['2020-06-30', '2026-02-28']) expect(reached(reachesOn)).toMatchObject({ key: `a-1:dormancy:${reachesOn}`, together: 'unit:dormancy:2026-03-02', href: '/api/v1/achievements' });
    expect(reached('2026-03-01')).toMatchObject({ together: null, href: '/api/v1/achievements/a-1' });
  });

  test('that is restricted is told to nobody outside its unit', () => {
    const told = story().record('AchievementDrafted', { ...same, content: content('public') }).record('AchievementCorrected', { ...same, content: content('restricted') }).record('DormancyReached', same);
    expect(told.open[1]?.waiting?.by).toEqual({ personIds: ['wang'] });
  });

  test('is asked for by a completer: the decision maker answers, the completer is told', () => {
    const told = story().record('AchievementDrafted', { ...same, content: content('public') }).record('TransformationRequested', { ...same, requestId: 'r', requestedBy: 'wang' });
    expect(told.open[0]).toMatchObject({ what: 'transformation_answer', audience: ['organisation/unit/decision_maker'] });
    expect(told.record('TransformationAnswered', { ...same, requestId: 'r', agreed: false }).open[0]).toMatchObject({ what: 'transformation_answered', ...{ waiting: PROPOSER } });
  });
});

test('a file that was hung on nothing is told of; one that was is forgotten', () => {
  const same = { fileId: 'f-1', organisationId: 'unit', storedBy: 'wang' };
  expect(story().record('FileStored', same).record('FileDiscarded', { ...same, ground: 'never_attached' }).open[0]).toMatchObject({ what: 'file_discarded', waiting: PROPOSER });
  expect(story().record('FileStored', same).record('FileAttached', same).documents.size).toBe(0);
});

describe('a demand', () => {
  const demand = { demandId: 'd-1', organisationId: 'firm' };
  const proposal = { proposalId: 'p-1', demandId: 'd-1', organisationId: 'unit', submittedBy: 'wang', demandOrganisationId: 'firm', round: 1 };
  const submitted = () => story().record('DemandPosted', demand).record('ProposalSubmitted', proposal);

  test('gets proposals, which wait for the poster by a rule of the house', () => {
    expect(submitted().open[0]).toMatchObject({ what: 'proposal_review', audience: FIRM, superior: 'organisation/firm/administrator', waiting: { key: 'p-1:proposal_review:1', dueBy: 'proposal_review_days' } });
    expect(submitted().record('ProposalWithdrawn', proposal).waits).toEqual([]);
  });

  test('the proposer is told how far it came, or that it was declined and why', () => {
    expect(submitted().record('ProposalAdvanced', { ...proposal, to: 'shortlisted' }).open[0]).toMatchObject({ what: 'proposal_advanced', audience: [], waiting: PROPOSER });
    const declined = submitted().record('ProposalDeclined', { ...proposal, reason: 'too_early', comment: 'not to be mailed' });
    expect(declined.open).toMatchObject([{ what: 'proposal_declined', waiting: { ...PROPOSER, sentence: { zh: '您的方案未被采纳：成熟度不足', en: 'Your proposal was declined, as it is too early' } } }]);
    expect(JSON.stringify([...declined.documents.values()])).not.toContain('not to be mailed');
    expect(submitted().record('ProposalLapsed', { ...proposal, ground: 'owner' }).waits).toEqual(['proposal_lapsed']);
  });

  test('after its deadline it waits for a choice as long as proposals stand', () => {
    const over = submitted().record('DemandClosed', { ...demand, ground: 'deadline' });
    expect(over.waits).toEqual(['demand_choice', 'proposal_review']);
    expect(over.record('ProposalDeclined', proposal).waits).toEqual(['proposal_declined']);
    expect(submitted().record('DemandClosed', { ...demand, ground: 'owner' }).waits).toEqual(['proposal_review']);
  });

  test('that is confidential: who asks to read it, and what they are told', () => {
    const same = { disclosureId: 'x-1', demandId: 'd-1', organisationId: 'unit', toOrganisationId: 'firm', requestedBy: 'wang' };
    expect(story().record('DisclosureRequested', same).open[0]).toMatchObject({ what: 'disclosure_answer', audience: FIRM, waiting: { dueBy: 'interest_response_days' } });
    for (const answer of ['DisclosureGranted', 'DisclosureRefused']) expect(story().record('DisclosureRequested', same).record(answer, same).open).toMatchObject([{ what: 'disclosure_answered', waiting: PROPOSER }]);
  });

  test('a suggestion waits for whom it was sent to, and the sender hears of the answer', () => {
    const same = { suggestionId: 's-1', demandId: 'd-1', toOrganisationId: 'firm', fromOrganisationId: 'unit', sentBy: 'wang' };
    const sent = () => story().record('SuggestionSent', { ...same, addressee: 'demand' });
    expect(sent().open[0]).toMatchObject({ what: 'suggestion_answer', audience: FIRM });
    expect(story().record('SuggestionSent', { ...same, addressee: 'listing' }).open[0]?.audience).toEqual(['organisation/firm/transfer_officer']);
    expect(sent().record('SuggestionAnswered', { ...same, answer: 'declined', reason: 'outside_scope' }).open).toMatchObject([{ what: 'suggestion_answered', waiting: { ...PROPOSER, sentence: { en: 'Your suggestion was declined, as it is outside the scope' } } }]);
    expect(sent().record('SuggestionAnswered', { ...same, answer: 'interested', reason: null }).open[0]?.waiting?.sentence.en).toBe('Your suggestion found interest');
  });
});

describe('a challenge', () => {
  const same = { demandId: 'd-1' };
  const steps = [{ ordinal: 1, dueOn: '2026-05-31' }, { ordinal: 2, dueOn: '2026-08-31' }];
  const announced = () => story().record('ChallengeAnnounced', { ...same, organisationId: 'firm', milestones: steps, teamsAtMost: 2 });
  const team = (organisationId: string) => ({ ...same, organisationId });
  const entered = () => announced().record('TeamEntered', { ...team('unit'), enteredBy: 'wang' });
  const judged = (ordinal: number, judgement: string) => ({ ...team('unit'), ordinal, attempt: 1, judgement });
  const reportsOf = (told: ReturnType<typeof story>) => told.open.filter(({ what }) => what === 'milestone_report').map(({ waiting }) => [waiting?.key, waiting?.dueAt]);

  test('entries wait for the poster, the longest first, and teams hear what became of them', () => {
    const told = entered().record('TeamEntered', { ...team('rival'), enteredBy: 'li' });
    expect(told.open).toMatchObject([{ what: 'team_admission', audience: FIRM, waiting: { key: 'd-1:team_admission:unit', since: '2026-03-02T01:00:02.000Z' } }]);
    told.record('TeamTurnedDown', { ...team('unit'), reason: 'outside_scope' });
    expect(told.open).toMatchObject([{ waiting: { key: 'd-1:team_admission:rival' } }, { what: 'team_answered', waiting: { ...PROPOSER, sentence: { en: 'Your team was turned down, as it is outside the scope' } } }]);
  });

  test('each team has its milestones in order, until the end of their days, and anew when one was not reached', () => {
    const told = entered().record('TeamAdmitted', team('unit')).record('TeamEntered', { ...team('rival'), enteredBy: 'li' }).record('TeamAdmitted', team('rival'));
    expect(reportsOf(told)).toEqual([['d-1:milestone_report:unit:1:1', '2026-05-31T16:00:00.000Z'], ['d-1:milestone_report:rival:1:1', '2026-05-31T16:00:00.000Z']]);
    told.record('MilestoneReported', { ...team('unit'), ordinal: 1, attempt: 1 });
    expect(reportsOf(told)).toEqual([['d-1:milestone_report:rival:1:1', '2026-05-31T16:00:00.000Z']]);
    expect(told.waits).toContain('milestone_judgement');
    expect(reportsOf(told.record('MilestoneJudged', judged(1, 'not_reached')))[0]).toEqual(['d-1:milestone_report:unit:1:2', '2026-05-31T16:00:00.000Z']);
    expect(reportsOf(told.record('MilestoneReported', { ...team('unit'), ordinal: 1, attempt: 2 }).record('MilestoneJudged', judged(1, 'reached')))[0]).toEqual(['d-1:milestone_report:unit:2:1', '2026-08-31T16:00:00.000Z']);
  });

  test('whoever leaves makes room for another, and nobody else’s step is touched', () => {
    const told = entered().record('TeamAdmitted', team('unit')).record('TeamAdmitted', team('rival')).record('TeamLeft', team('unit'));
    expect(reportsOf(told).map(([key]) => key)).toEqual(['d-1:milestone_report:rival:1:1']);
    expect(reportsOf(told.record('TeamAdmitted', team('third'))).map(([key]) => key)).toEqual(['d-1:milestone_report:third:1:1', 'd-1:milestone_report:rival:1:1']);
  });

  test('a team that reached everything waits for every juror who has not scored it', () => {
    const told = entered().record('TeamAdmitted', team('unit')).record('JurorAppointed', { ...same, jurorId: 'j1' }).record('JurorAppointed', { ...same, jurorId: 'j2' }).record('MilestoneJudged', judged(1, 'reached')).record('MilestoneJudged', judged(2, 'reached'));
    const jury = () => told.open.find(({ what }) => what === 'jury_score');
    expect(jury()).toMatchObject({ audience: ['person/j1', 'person/j2'], superior: null });
    expect(told.record('ScoreGiven', { ...team('unit'), jurorId: 'j1' }) && jury()?.audience).toEqual(['person/j2']);
    expect(told.record('JurorRecused', { ...same, jurorId: 'j2' }) && jury()).toBeUndefined();
  });

  test('its end is told to the teams, and nothing else waits', () => {
    const told = entered().record('TeamAdmitted', team('unit')).record('ChallengeAwarded', { ...same, shares: [{ organisationId: 'unit' }] });
    expect(told.open.filter(({ what }) => what !== 'team_answered')).toMatchObject([{ what: 'challenge_awarded', audience: [], waiting: { sentence: { en: 'A challenge was awarded, and your organisation has a share of the prize' } } }]);
    expect(entered().record('TeamAdmitted', team('unit')).record('ChallengeEndedUnawarded', same).waits).toEqual(expect.arrayContaining(['challenge_ended']));
    expect(announced().record('ChallengeEndedUnawarded', same).documents.size).toBe(0);
  });
});

describe('a bidding', () => {
  const same = { biddingId: 'b-1' };
  const announced = () => story().record('BiddingAnnounced', { ...same, custodianOrganisationId: 'bank', consignorOrganisationId: 'unit', opensAt: '2026-04-01T01:00:00.000Z', closesAt: '2026-04-01T03:00:00.000Z' });
  const of = (organisationId: string) => ({ ...same, organisationId });
  const seated = () => announced().record('BidderRegistered', of('firm')).record('DepositConfirmed', of('firm')).record('BidderRegistered', of('rival')).record('DepositConfirmed', of('rival'));

  test('deposits wait for the bank until it opens', () => {
    const told = announced().record('BidderRegistered', of('firm')).record('BidderRegistered', of('rival'));
    expect(told.open).toMatchObject([{ what: 'deposit_confirmation', audience: ['organisation/bank/decision_maker'], dueOrder: '2026-04-01T01:00:00.000Z', waiting: { key: 'b-1:deposit_confirmation:firm' } }]);
    expect(told.record('DepositConfirmed', of('firm')).open[0]?.waiting?.key).toBe('b-1:deposit_confirmation:rival');
    expect(told.record('BiddingOpened', same).waits).toEqual(['bidding_close']);
  });

  test('opening and close stand with all who hold a paddle, and an extension moves the close', () => {
    expect(seated().open).toMatchObject([{ what: 'bidding_opening', superior: null, dueOrder: '2026-04-01T01:00:00.000Z', waiting: { by: { organisationIds: ['firm', 'rival'] } } }]);
    const open = seated().record('BiddingOpened', same);
    expect(open.open[0]).toMatchObject({ what: 'bidding_close', dueOrder: '2026-04-01T03:00:00.000Z' });
    expect(open.record('BiddingExtended', { ...same, closesAt: '2026-04-01T03:05:00.000Z' }).open[0]).toMatchObject({ dueOrder: '2026-04-01T03:05:00.000Z', waiting: { key: 'b-1:bidding_close:1' } });
    expect(open.record('BiddingClosed', { ...same, winner: null, outcome: 'no_sale' }).waits).toEqual(['bidding_ended', 'bidding_ended']);
  });

  test('whoever is topped by another is told, and told no more once they are on top again', () => {
    const bid = (organisationId: string, bidId: string) => ({ ...of(organisationId), bidId, placedBy: `of ${organisationId}` });
    const told = seated().record('BidPlaced', bid('firm', '1')).record('BidPlaced', bid('rival', '2'));
    expect(told.open[1]).toMatchObject({ what: 'outbid', audience: [], waiting: { key: 'b-1:outbid:2', by: { organisationId: 'firm', personId: 'of firm' } } });
    expect(told.record('BidPlaced', bid('firm', '3')).open[1]?.waiting?.by).toEqual({ organisationId: 'rival', personId: 'of rival' });
    expect(told.record('BidPlaced', bid('firm', '4')).waits).toEqual(['bidding_opening']);
  });

  test('deposits to be paid out wait for the bank, each until it is done', () => {
    const told = announced().record('DepositReleaseInstructed', of('rival')).record('DepositForfeitInstructed', of('firm'));
    expect(told.open[0]?.waiting?.key).toBe('b-1:deposit_payout:rival');
    expect(told.record('DepositPaidOut', of('rival')).open[0]?.waiting?.key).toBe('b-1:deposit_payout:firm');
    expect(told.record('DepositPaidOut', of('firm')).waits).toEqual([]);
  });

  test('an auction waits for the auctioneer, and its end is told to the consignor', () => {
    const auction = { auctionId: 'x-1', auctioneerOrganisationId: 'house', consignorOrganisationId: 'unit', heldOn: '2026-05-01' };
    const told = story().record('AuctionEntrusted', auction);
    expect(told.open[0]).toMatchObject({ what: 'auction_result', audience: ['organisation/house/decision_maker'], dueOrder: '2026-05-01T16:00:00.000Z' });
    expect(told.record('AuctionHeld', auction).open[0]).toMatchObject({ what: 'auction_ended', audience: [], waiting: { by: { organisationId: 'unit' } } });
    expect(story().record('AuctionEntrusted', auction).record('AuctionCancelled', auction).documents.size).toBe(0);
  });
});

test('an event of a place that is not there makes nothing', () => {
  const told = story().record('TeamAdmitted', { demandId: 'x', organisationId: 'y' }).record('DepositConfirmed', { biddingId: 'x' }).record('ObjectionOverdue', { noticeId: 'x' });
  expect(told.documents.size).toBe(0);
  expect(UNDATED > '2999').toBe(true);
  expect(dutiesProjection.version).toBe(8);
});
