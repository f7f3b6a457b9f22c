import { specification } from '@hewu/kernel/src/testing.js';
import { demands, type DemandState } from './demand.decider.js';
import { disclosures, type DisclosureCommand } from './disclosure.decider.js';
import type { DemandEvent, DemandTier, DisclosureEvent } from './events.js';
import { posted, poster, proposer, sampleDemand, stranger } from './samples.js';

const given = specification(disclosures);
type Of<T extends DisclosureCommand['type']> = Extract<DisclosureCommand, { type: T }>;
const demand = (tier: DemandTier, ...events: DemandEvent[]): DemandState =>
  [{ ...posted, data: { ...posted.data, content: { ...sampleDemand, tier } } }, ...events].reduce<DemandState>(demands.evolve, null);
const text = 'ab'.repeat(32);
const about = { disclosureId: 'x-1', demandId: 'd-1', organisationId: 'o-institute' } as const;

const request = (change: Partial<Of<'RequestDisclosure'>> = {}): DisclosureCommand => ({
  type: 'RequestDisclosure', disclosureId: 'x-1', by: proposer, demand: demand('after_nda'), authority: false, purpose: '评估能否解决', textSha256: text, signs: true, ...change,
});
const requested = (textSha256: string | null = text): DisclosureEvent => ({ type: 'DisclosureRequested', data: { ...about, toOrganisationId: 'o-firm', purpose: '评估能否解决', textSha256, requestedBy: 'p-wang' } });
const grant = (change: Partial<Of<'GrantDisclosure'>> = {}): DisclosureCommand => ({ type: 'GrantDisclosure', by: poster, demand: demand('after_nda'), textSha256: text, signs: true, ...change });
const granted = (textSha256: string | null = text): DisclosureEvent => ({ type: 'DisclosureGranted', data: { ...about, textSha256, grantedBy: 'p-yang' } });
const refuseIt: DisclosureCommand = { type: 'RefuseDisclosure', by: poster, reason: '与需求无关' };
const refused: DisclosureEvent = { type: 'DisclosureRefused', data: { ...about, reason: '与需求无关', refusedBy: 'p-yang' } };

describe('leave to read a confidential demand', () => {
  test('is asked for with a signed text where the tier asks for one, and without where it does not', () => {
    given().when(request()).then(requested());
    given().when(request()).thenRepeatingIsHarmless();
    given().when(request({ demand: demand('on_request'), textSha256: null, signs: false })).then(requested(null));
    given().when(request({ textSha256: null })).thenRefused('nda_missing');
    given().when(request({ signs: false })).thenRefused('signer_required');
    given(requested()).when(request({ purpose: '另一个' })).thenRefused('disclosure_asked', { status: 'requested' });
    given(requested(), refused).when(request()).then(requested());
  });

  test('is not asked of a public demand, an own one, one that is over, or by an authority', () => {
    given().when(request({ demand: null })).thenRefused('not_found');
    given().when(request({ authority: true })).thenRefused('authority_cannot_propose');
    given().when(request({ by: poster })).thenRefused('own_demand');
    given().when(request({ demand: demand('public') })).thenRefused('demand_not_confidential');
    given().when(request({ demand: demand('after_nda', { type: 'DemandSuspended', data: { demandId: 'd-1', region: '511622', reason: '待核', suspendedBy: 'p-feng' } }) })).thenRefused('demand_suspended');
    given().when(request({ demand: demand('after_nda', { type: 'DemandClosed', data: { demandId: 'd-1', ground: 'owner', proposalId: null, reason: null, closedBy: 'p-yang' } }) })).thenRefused('demand_over');
  });

  test('is given over the same text by another person', () => {
    given(requested()).when(grant()).then(granted());
    given(requested()).when(grant()).thenRepeatingIsHarmless();
    given(requested(null)).when(grant({ demand: demand('on_request'), textSha256: null, signs: false })).then(granted(null));
    given(requested()).when(grant({ by: stranger })).thenRefused('not_found');
    given(requested()).when(grant({ signs: false })).thenRefused('signer_required');
    given(requested()).when(grant({ textSha256: 'cd'.repeat(32) })).thenRefused('nda_text_differs', { textSha256: text });
    given(requested()).when(grant({ by: { ...poster, personId: 'p-wang' } })).thenRefused('nda_signs_for_both');
    given(requested(), refused).when(grant()).thenRefused('disclosure_answered', { status: 'refused' });
    // Asked for before the poster raised the tier: now a text is needed.
    given(requested(null)).when(grant({ textSha256: null })).thenRefused('nda_missing');
  });

  test('is refused with a reason', () => {
    given(requested()).when(refuseIt).then(refused);
    given(requested()).when(refuseIt).thenRepeatingIsHarmless();
    given(requested(), granted()).when(refuseIt).thenRefused('disclosure_answered', { status: 'granted' });
    given().when(refuseIt).thenRefused('not_found');
  });
});
