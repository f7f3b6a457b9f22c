import { specification } from '@hewu/kernel/src/testing.js';
import type { ValuationEvent } from './events.js';
import { valued } from './samples.js';
import { faultOfCitation, valuations, type ValuationCommand } from './valuation.decider.js';

const given = specification(valuations);
const record: ValuationCommand = { type: 'RecordValuation', valuation: valued.data, ownerOrganisationId: 'o-institute', today: '2026-03-02' };
const withdraw: ValuationCommand = { type: 'WithdrawValuation', by: { personId: 'p-zhao', organisationId: 'o-institute' }, reason: '报告更正' };
const withdrawn: ValuationEvent = { type: 'ValuationWithdrawn', data: { valuationId: 'v-1', achievementId: 'a-1', reason: '报告更正', withdrawnBy: 'p-zhao' } };

describe('a valuation', () => {
  test('is recorded by the unit whose achievement it is', () => {
    given().when(record).then(valued);
    given().when(record).thenRepeatingIsHarmless();
    given().when({ ...record, ownerOrganisationId: 'o-other' }).thenRefused('not_found');
    given().when({ ...record, ownerOrganisationId: null }).thenRefused('not_found');
    // Another value anywhere is another valuation; under another rule, or by a colleague, it is the same.
    const others = { amountFen: 1, appraiserName: '另一家评估公司（虚构）', method: 'market', appraiserUscc: '91511622MADEM0AAX0', reportSha256: 'ef'.repeat(32), appraisedOn: '2026-02-19' };
    for (const [field, value] of Object.entries(others)) given(valued).when({ ...record, valuation: { ...valued.data, [field]: value } } as ValuationCommand).thenRefused('valuation_id_taken');
    given(valued).when({ ...record, valuation: { ...valued.data, validUntil: '2028-02-20', recordedBy: 'p-qian' } }).thenNothing();
  });

  test('is neither of tomorrow nor out of date', () => {
    given().when({ ...record, today: '2026-02-19' }).thenRefused('valuation_in_future');
    given().when({ ...record, today: '2026-02-20' }).then(valued);
    given().when({ ...record, today: '2027-02-20' }).then(valued);
    given().when({ ...record, today: '2027-02-21' }).thenRefused('valuation_expired', { validUntil: '2027-02-20' });
  });

  test('is withdrawn by that unit, with a reason', () => {
    given(valued).when(withdraw).then(withdrawn);
    given(valued).when(withdraw).thenRepeatingIsHarmless();
    given(valued).when({ ...withdraw, by: { personId: 'p-x', organisationId: 'o-x' } }).thenRefused('not_found');
    given().when(withdraw).thenRefused('not_found');
  });

  test('is cited for its own achievement, until its last day, unless withdrawn', () => {
    const now = (...events: ValuationEvent[]) => events.reduce(valuations.evolve, valuations.initialState);
    expect(faultOfCitation(now(valued), 'a-1', '2027-02-20')).toBeNull();
    expect(faultOfCitation(now(valued), 'a-1', '2027-02-21')).toMatchObject({ refused: 'valuation_expired' });
    expect(faultOfCitation(now(valued), 'a-2', '2026-03-02')).toEqual({ refused: 'not_found' });
    expect(faultOfCitation(now(valued, withdrawn), 'a-1', '2026-03-02')).toEqual({ refused: 'valuation_withdrawn' });
    expect(faultOfCitation(now(), 'a-1', '2026-03-02')).toEqual({ refused: 'not_found' });
  });
});
