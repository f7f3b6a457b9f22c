import type { SeenBy } from './outgoing.js';
import type { Subject } from './subjects.projection.js';

export type Subjects = ReadonlyMap<string, Subject>;

/** The documents by which `mayBeTold` goes: those that are named, and the achievement of a listing among them. */
export const subjectsFor = async (seenBy: SeenBy, load: (keys: readonly string[]) => Promise<Subjects>): Promise<Subjects> => {
  const named = await load(namedIn(seenBy));
  const achievements = [...named.values()].flatMap(({ achievement }) => achievement ?? []);
  return achievements.length === 0 ? named : new Map([...named, ...(await load(achievements))]);
};

const namedIn = (seenBy: SeenBy): readonly string[] => {
  switch (seenBy.who) {
    case 'everybody':
      return [];
    case 'readers_of_listing':
    case 'former_readers_of_listing':
      return [seenBy.listing];
    case 'readers_of_achievement':
      return [seenBy.achievement];
    case 'readers_of_demand':
    case 'former_readers_of_demand':
    case 'poster_and_team':
      return [seenBy.demand];
    case 'parties':
      return seenBy.achievement ? [seenBy.of, seenBy.achievement] : [seenBy.of];
  }
};

/**
 * Whether an organisation may be told, as things stand now. What is not known is not told. A restricted achievement never
 * leaves its own organisation, whatever was agreed about it before.
 */
export const mayBeTold = (organisationId: string, seenBy: SeenBy, subjects: Subjects): boolean => {
  const owns = (key: string): boolean => subjects.get(key)?.organisations.includes(organisationId) ?? false;
  const open = (achievement: string): boolean => subjects.get(achievement)?.restricted === false;
  switch (seenBy.who) {
    case 'everybody':
      return true;
    case 'readers_of_listing': {
      const listing = subjects.get(seenBy.listing);
      return owns(seenBy.listing) || (listing?.listed === 'now' && !listing.suspended && listing.achievement !== null && open(listing.achievement));
    }
    case 'former_readers_of_listing': {
      const listing = subjects.get(seenBy.listing);
      return listing?.listed === 'once' || (listing?.listed === 'now' && listing.suspended);
    }
    case 'readers_of_achievement':
      return owns(seenBy.achievement) || open(seenBy.achievement);
    case 'readers_of_demand':
      return owns(seenBy.demand) || subjects.get(seenBy.demand)?.suspended === false;
    case 'former_readers_of_demand':
      return subjects.get(seenBy.demand)?.suspended === true;
    case 'poster_and_team':
      return owns(seenBy.demand) || seenBy.team === organisationId;
    case 'parties':
      return owns(seenBy.of) && (seenBy.achievement === null || owns(seenBy.achievement) || open(seenBy.achievement));
  }
};

/** The only organisations that can be among those told; null when any can. Saves looking at the webhooks of all others. */
export const candidatesOf = (seenBy: SeenBy, subjects: Subjects): readonly string[] | null => {
  if (seenBy.who === 'parties') return subjects.get(seenBy.of)?.organisations ?? [];
  return seenBy.who === 'poster_and_team' ? [...(subjects.get(seenBy.demand)?.organisations ?? []), seenBy.team] : null;
};
