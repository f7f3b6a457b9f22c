import { groundAgainst } from './eligibility.js';

const bidder = { _id: 'o-firm', members: ['p-he', 'p-luo'] };
const consignor = { members: ['p-zhao', 'p-wang'] };
const listing = { completerPersons: ['p-wang'], completerOrganisations: ['o-institute'] };
const sale = { consignorOrganisationId: 'o-institute', custodianOrganisationId: 'o-bank', excludedOrganisations: ['o-subsidiary'] };

describe('who may not bid (拍卖法 art. 30)', () => {
  test.each([
    ['consignor', { ...bidder, _id: 'o-institute' }, listing],
    ['custodian', { ...bidder, _id: 'o-bank' }, listing],
    ['named_by_consignor', { ...bidder, _id: 'o-subsidiary' }, listing],
    ['is_completer', bidder, { ...listing, completerOrganisations: ['o-institute', 'o-firm'] }],
    ['completer_in_bidder', { ...bidder, members: ['p-he', 'p-wang'] }, listing],
    ['shares_people', { ...bidder, members: ['p-zhao'] }, listing],
  ])('%s', (ground, one, facts) => expect(groundAgainst(one, consignor, facts, sale)).toBe(ground));

  test('everybody else may', () => expect(groundAgainst(bidder, consignor, listing, sale)).toBeNull());
});
