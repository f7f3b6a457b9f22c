import { specification } from '@hewu/kernel/src/testing.js';
import type { SuggestionEvent } from './events.js';
import { poster, proposer, stranger } from './samples.js';
import { suggestions, type Pair, type SuggestionCommand } from './suggestion.decider.js';

const given = specification(suggestions);
type Of<T extends SuggestionCommand['type']> = Extract<SuggestionCommand, { type: T }>;
const manager = { personId: 'p-xie', organisationId: 'o-agency', region: '500117' } as const;
const pair: Pair = {
  demandId: 'd-1', demandOrganisationId: 'o-firm', listingId: 'l-1', achievementId: 'a-1', listingOrganisationId: 'o-institute', points: 31,
  reasons: [{ kind: 'terms', points: 16, shared: ['花椒', '油'] }, { kind: 'ipc', points: 15, shared: ['C11B'] }],
};
const about = { suggestionId: 's-1', demandId: 'd-1', listingId: 'l-1', achievementId: 'a-1' } as const;
const send = (change: Partial<Of<'SendSuggestion'>> = {}): SuggestionCommand => ({ type: 'SendSuggestion', suggestionId: 's-1', by: manager, pair, addressee: 'listing', note: '建议联系', ...change });
const sent = (change: object = {}): SuggestionEvent => ({
  type: 'SuggestionSent', data: { ...about, addressee: 'listing', toOrganisationId: 'o-institute', fromOrganisationId: 'o-agency', points: 31, reasons: pair.reasons, note: '建议联系', sentBy: 'p-xie', ...change },
});
const answer = (change: Partial<Of<'AnswerSuggestion'>> = {}): SuggestionCommand => ({ type: 'AnswerSuggestion', by: proposer, answer: 'declined', reason: 'too_early', comment: null, ...change });
const answered: SuggestionEvent = { type: 'SuggestionAnswered', data: { ...about, answer: 'declined', reason: 'too_early', comment: null, answeredBy: 'p-wang' } };

describe('a suggestion', () => {
  test('lays a pair before one of its sides, once, with the reasons', () => {
    given().when(send()).then(sent());
    given().when(send()).thenRepeatingIsHarmless();
    given().when(send({ addressee: 'demand' })).then(sent({ addressee: 'demand', toOrganisationId: 'o-firm' }));
    given().when(send({ pair: null })).thenRefused('not_found');
    given().when(send({ pair: { ...pair, listingOrganisationId: 'o-firm' } })).thenRefused('both_of_one_organisation');
    given().when(send({ by: { ...manager, organisationId: 'o-institute' } })).thenRefused('suggestion_to_self');
    given(sent()).when(send({ by: { ...manager, personId: 'p-other' } })).thenRefused('suggestion_exists', { suggestionId: 's-1' });
  });

  test('is answered once, by whoever was asked', () => {
    given(sent()).when(answer()).then(answered);
    given(sent()).when(answer()).thenRepeatingIsHarmless();
    given(sent()).when(answer({ answer: 'interested' })).then({ ...answered, data: { ...answered.data, answer: 'interested', reason: null } } as SuggestionEvent);
    for (const by of [poster, stranger, manager]) given(sent()).when(answer({ by })).thenRefused('not_found');
    given(sent(), answered).when(answer({ answer: 'interested' })).thenRefused('suggestion_answered');
    given().when(answer()).thenRefused('not_found');
  });
});
