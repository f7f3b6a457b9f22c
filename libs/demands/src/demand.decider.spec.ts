import { specification } from '@hewu/kernel/src/testing.js';
import { demands, type DemandCommand } from './demand.decider.js';
import type { DemandClosed, DemandCorrected, DemandResumed, DemandSuspended } from './events.js';
import { administrator, DEADLINE, monthsRule, NOW, posted, poster, sampleDemand, stranger, TODAY } from './samples.js';

const given = specification(demands);
type Of<T extends DemandCommand['type']> = Extract<DemandCommand, { type: T }>;

const post = (change: Partial<Of<'PostDemand'>> = {}): DemandCommand => ({
  type: 'PostDemand', demandId: 'd-1', by: poster, authority: false, content: sampleDemand, ...DEADLINE, today: TODAY, latestOn: '2027-03-02', rule: monthsRule, ...change,
});
const better = { ...sampleDemand, tried: '已试过真空浸提与超临界，成本过高。' };
const correct = (change: Partial<Of<'CorrectDemand'>> = {}): DemandCommand => ({ type: 'CorrectDemand', by: poster, content: better, reason: '补充已试办法', now: NOW, ...change });
const corrected: DemandCorrected = { type: 'DemandCorrected', data: { demandId: 'd-1', version: 2, correctedBy: 'p-yang', reason: '补充已试办法', content: better } };
type Suspending = Extract<DemandCommand, { type: 'SuspendDemand' | 'ResumeDemand' }>;
const suspend = (change: Partial<Suspending> = {}): DemandCommand => ({ type: 'SuspendDemand', by: administrator, belongs: false, reason: '内容待核', ...change });
const suspended: DemandSuspended = { type: 'DemandSuspended', data: { demandId: 'd-1', region: '511622', reason: '内容待核', suspendedBy: 'p-feng' } };
const resumed: DemandResumed = { type: 'DemandResumed', data: { demandId: 'd-1', region: '511622', reason: '已核实', resumedBy: 'p-feng' } };
const close = (change: Partial<Of<'CloseDemand'>> = {}): DemandCommand => ({ type: 'CloseDemand', by: poster, ground: 'owner', proposal: null, challengeRunning: false, reason: '不再需要', ...change });
const closed = (change: Partial<DemandClosed['data']> = {}): DemandClosed => ({ type: 'DemandClosed', data: { demandId: 'd-1', ground: 'owner', proposalId: null, reason: '不再需要', closedBy: 'p-yang', ...change } });
const atDeadline = (now: string = DEADLINE.deadlineAt): DemandCommand => ({ type: 'CloseAtDeadline', by: 'system:demands-upkeep', now });
const overDeadline = closed({ ground: 'deadline', reason: null, closedBy: 'system:demands-upkeep' });

describe('a demand', () => {
  test('is posted until the end of a day that lies ahead, and not too far', () => {
    given().when(post()).then(posted);
    given().when(post()).thenRepeatingIsHarmless();
    given().when(post({ authority: true })).thenRefused('authority_cannot_post');
    given().when(post({ deadlineOn: TODAY })).thenRefused('deadline_not_ahead', { deadlineOn: TODAY, after: TODAY });
    given().when(post({ latestOn: '2026-06-29' })).thenRefused('deadline_too_far', { deadlineOn: '2026-06-30', latestOn: '2026-06-29', months: 12 });
    given().when(post({ latestOn: '2026-06-30' })).then(posted);
    given(posted).when(post({ content: better })).thenRefused('demand_id_taken');
    given(posted).when(post({ by: stranger })).thenRefused('demand_id_taken');
  });

  test('is corrected by its poster until the deadline, version by version', () => {
    given(posted).when(correct()).then(corrected);
    given(posted).when(correct()).thenRepeatingIsHarmless();
    given(posted).when(correct({ by: stranger })).thenRefused('not_found');
    given().when(correct()).thenRefused('not_found');
    given(posted).when(correct({ now: DEADLINE.deadlineAt })).thenRefused('demand_closed');
    given(posted, overDeadline).when(correct()).thenRefused('demand_closed', { status: 'choosing', deadlineOn: '2026-06-30' });
    given(posted, corrected).when(correct({ content: sampleDemand, reason: '恢复原文' })).then({ ...corrected, data: { ...corrected.data, version: 3, reason: '恢复原文', content: sampleDemand } });
  });

  test('is suspended and resumed by an administrator of its region alone', () => {
    given(posted).when(suspend()).then(suspended);
    given(posted).when(suspend()).thenRepeatingIsHarmless();
    given(posted, suspended).when(suspend({ type: 'ResumeDemand', reason: '已核实' })).then(resumed);
    given(posted, suspended).when(suspend({ type: 'ResumeDemand', reason: '已核实' })).thenRepeatingIsHarmless();
    given(posted).when(suspend({ by: { ...administrator, region: '500117' } })).thenRefused('other_region', { region: '511622' });
    for (const type of ['SuspendDemand', 'ResumeDemand'] as const) {
      given(posted).when(suspend({ type, belongs: true })).thenRefused('demand_of_own_unit');
      given(posted).when(suspend({ type, by: { ...administrator, organisationId: poster.organisationId } })).thenRefused('demand_of_own_unit');
      given(posted).when(suspend({ type, by: { ...administrator, personId: poster.personId } })).thenRefused('demand_of_own_unit');
      given(posted, { ...corrected, data: { ...corrected.data, correctedBy: administrator.personId } }).when(suspend({ type })).thenRefused('demand_of_own_unit');
    }
    given().when(suspend()).thenRefused('not_found');
    given(posted, closed()).when(suspend()).thenRefused('demand_over', { status: 'withdrawn' });
  });

  test('is closed at its deadline, not a millisecond earlier', () => {
    given(posted).when(atDeadline('2026-06-30T15:59:59.999Z')).thenNothing();
    given(posted).when(atDeadline()).then(overDeadline);
    given(posted).when(atDeadline()).thenRepeatingIsHarmless();
    given(posted, suspended).when(atDeadline()).then(overDeadline);
    given(posted, closed()).when(atDeadline()).thenNothing();
    given().when(atDeadline()).thenNothing();
  });

  test('is given up by its poster, before or after the deadline, but not while a challenge runs', () => {
    given(posted).when(close()).then(closed());
    given(posted).when(close()).thenRepeatingIsHarmless();
    given(posted, overDeadline).when(close()).then(closed());
    given(posted).when(close({ challengeRunning: true })).thenRefused('challenge_running');
    given(posted).when(close({ by: stranger })).thenRefused('not_found');
    given(posted, closed()).when(close({ reason: '另一个理由' })).thenRefused('demand_over', { status: 'withdrawn' });
  });

  test('is solved by a finalist, otherwise, or by a challenge that was awarded', () => {
    const solved = (proposal: Of<'CloseDemand'>['proposal']): DemandCommand => close({ ground: 'solved', proposal, reason: '样品达标' });
    given(posted).when(solved({ proposalId: 'r-1', finalist: true })).then(closed({ ground: 'solved', proposalId: 'r-1', reason: '样品达标' }));
    given(posted).when(solved({ proposalId: 'r-1', finalist: true })).thenRepeatingIsHarmless();
    given(posted).when(solved(null)).then(closed({ ground: 'solved', reason: '样品达标' }));
    given(posted).when(solved({ proposalId: 'r-2', finalist: false })).thenRefused('proposal_not_finalist', { proposalId: 'r-2' });
    given(posted, overDeadline).when({ type: 'CloseAwarded', by: 'system:demands-upkeep' }).then(closed({ ground: 'solved', reason: null, closedBy: 'system:demands-upkeep' }));
    given(posted, closed()).when({ type: 'CloseAwarded', by: 'system:demands-upkeep' }).thenNothing();
  });
});
