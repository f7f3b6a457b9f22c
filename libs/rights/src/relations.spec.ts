import { relationsOf } from './relations.js';

const buyer = { _id: 'o-firm', members: ['p-he', 'p-luo'] };
const seller = { members: ['p-zhao', 'p-wang'] };
const completers = { completerPersons: ['p-wang'], completerOrganisations: ['o-institute'] };

test.each([
  [[], buyer, seller, completers],
  [['is_completer'], buyer, seller, { ...completers, completerOrganisations: ['o-institute', 'o-firm'] }],
  [['completer_among_people'], buyer, { members: ['p-zhao'] }, { ...completers, completerPersons: ['p-he'] }],
  [['shares_people'], { ...buyer, members: ['p-he', 'p-zhao'] }, seller, completers],
  [['is_completer', 'completer_among_people', 'shares_people'], { ...buyer, members: ['p-wang'] }, seller, { ...completers, completerOrganisations: ['o-firm'] }],
])('related as %j', (relations, one, other, facts) => expect(relationsOf(one, other, facts)).toEqual(relations));
