import { endOf } from '@hewu/calendar/src/days.js';
import type { Kernel, CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { ReadModels } from '@hewu/kernel/src/read-models.js';
import type { By, DemandState } from './demand.decider.js';
import { disclosures } from './disclosure.decider.js';
import { listingProfilesProjection, type ListingProfile } from './listing-profiles.projection.js';
import { partiesProjection, type Party } from './parties.projection.js';
import { peopleProjection, type Person } from './people.projection.js';

/** Who asks, for whom, as a fact for deciders. Routes let nobody through who acts for no organisation. */
export const byOf = ({ actor, onBehalfOf, region }: CommandContext): By => {
  if (onBehalfOf === null || region === null) throw new Error(`${actor} gives a command of the demands for no organisation`);
  return { personId: actor, organisationId: onBehalfOf, region };
};

/** A last day and the instant at which it is over. */
export const endingOn = (day: string): { readonly on: string; readonly at: string } => ({ on: day, at: endOf(day) });

/** The stream of one organisation's access to one demand. */
export const disclosureIdOf = (demandId: string, organisationId: string): string => derivedId('disclosure', demandId, organisationId);

/** What the commands here must know of others, each looked up as late as may be. */
export class Facts {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
  ) {}

  /** Whether an organisation is a government authority: those decide about the market and do not trade on it. */
  async isAuthority(organisationId: string): Promise<boolean> {
    return (await this.models.get<Party>(partiesProjection, organisationId))?.kind === 'government_authority';
  }

  /** Whether a listing is on the market and the organisation's own; true where none is named. */
  async ownsListing(organisationId: string, listingId: string | null): Promise<boolean> {
    if (listingId === null) return true;
    const listing = await this.models.get<ListingProfile>(listingProfilesProjection, listingId);
    return listing?.published === true && listing.organisationId === organisationId;
  }

  /** A person's organisations, and whether they are an expert in one of them. */
  async person(personId: string): Promise<{ readonly expert: boolean; readonly organisations: readonly string[] }> {
    const memberships = (await this.models.get<Person>(peopleProjection, personId))?.memberships ?? [];
    return { expert: memberships.some(({ roles }) => roles.includes('expert')), organisations: memberships.map(({ organisationId }) => organisationId) };
  }

  /** Which of these people belong to the organisation. */
  async membersOf(organisationId: string, personIds: readonly string[]): Promise<readonly string[]> {
    const people = await this.models.getMany<Person>(peopleProjection, personIds);
    return personIds.filter((id) => people.get(id)?.memberships.some((membership) => membership.organisationId === organisationId));
  }

  /** The demand, if the organisation may read its problem: strictly, by the stream that says so. */
  async readable(demand: DemandState, organisationId: string): Promise<DemandState> {
    if (!demand || demand.organisationId === organisationId || demand.content.tier === 'public') return demand;
    const disclosure = await this.kernel.load(disclosures, disclosureIdOf(demand.demandId, organisationId));
    return disclosure?.status === 'granted' && opens(demand.content.tier, disclosure.textSha256 !== null) ? demand : null;
  }
}

/** Whether access that was granted opens a tier; behind `after_nda` it must rest on a signed text. */
export const opens = (tier: string, signed: boolean): boolean => tier !== 'after_nda' || signed;
