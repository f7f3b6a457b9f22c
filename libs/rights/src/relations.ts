/*
 * Who is too close to whom for a price between them to go unmarked, or for a bid: asked by negotiations, which mark it in the notice,
 * and by sales, which let nobody related bid.
 */

/** The organisation completed the achievement; one who completed it is of its people; it shares people with the seller. */
export const RELATIONS = ['is_completer', 'completer_among_people', 'shares_people'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Who completed the achievement, as its listing says. */
export type Completers = { readonly completerPersons: readonly string[]; readonly completerOrganisations: readonly string[] };
/** Ids of an organisation's people, as they are now. */
export type People = { readonly members: readonly string[] };

/** How a buyer is related to an achievement and its seller, in the order of `RELATIONS`; empty when not at all. Pure. */
export const relationsOf = (buyer: People & { readonly _id: string }, seller: People, { completerPersons, completerOrganisations }: Completers): readonly Relation[] => {
  const isOfBuyer = (personId: string): boolean => buyer.members.includes(personId);
  const holds: Readonly<Record<Relation, boolean>> = {
    is_completer: completerOrganisations.includes(buyer._id),
    completer_among_people: completerPersons.some(isOfBuyer),
    shares_people: seller.members.some(isOfBuyer),
  };
  return RELATIONS.filter((relation) => holds[relation]);
};
