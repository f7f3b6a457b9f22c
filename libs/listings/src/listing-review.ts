import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { By } from './by.js';
import type { Offer, TransferMode } from './events.js';
import type { CommandOf, Deciding, Duplicate, MandateNow, MarketFacts } from './listing-command.js';
import type { Listing, ListingDecision, ListingRefusal, ListingState } from './listing-state.js';

type No = Refusal<ListingRefusal> | null;

/** A draft, by the owner of the achievement, or by whom the owner gave a mandate. */
export const draft = ({ listingId, by, achievement, mandateId, mandate, offer, today }: CommandOf<'DraftListing'>, state: ListingState): ListingDecision => {
  if (!achievement) return refuse('not_found');
  const { achievementId, organisationId, region, content } = achievement;
  const owns = organisationId === by.organisationId;
  if (!owns && !isAgent(by, achievementId, mandate)) return refuse('not_found');
  // A restricted achievement never leaves its unit, so an agent is told nothing of it.
  if (content.secrecy === 'restricted') return refuse(owns ? 'achievement_restricted' : 'not_found');
  if (state) {
    const again = state.achievementId === achievementId && isOf(by, state) && state.mandateId === mandateId && same(state.offer, offer);
    return again ? [] : refuse('listing_id_taken');
  }
  if (owns && mandateId !== null) return refuse('mandate_not_in_force');
  const fault = owns ? null : faultOfMandate(mandate, offer.mode, today);
  if (fault) return fault;
  const agentOrganisationId = owns ? null : by.organisationId;
  return [{ type: 'ListingDrafted', data: { listingId, achievementId, organisationId, region, draftedBy: by.personId, offer, agentOrganisationId, mandateId } }];
};

export const correct = ({ by, offer }: CommandOf<'CorrectListing'>, state: ListingState): ListingDecision => {
  if (!state || !isOf(by, state)) return refuse('not_found');
  if (!isOpen(state)) return notOpen(state);
  return same(state.offer, offer) ? [] : [{ type: 'ListingCorrected', data: { listingId: state.listingId, correctedBy: by.personId, offer } }];
};

/** What expired may be submitted again: it was off the market, so it is looked at again. */
export const submit = (command: CommandOf<'SubmitListing'>, state: ListingState): ListingDecision => {
  const { by, achievement } = command;
  if (!state || !achievement || !isOf(by, state)) return refuse('not_found');
  if (achievement.content.secrecy === 'restricted') return refuse(state.organisationId === by.organisationId ? 'achievement_restricted' : 'not_found');
  if (state.status === 'submitted' && state.submittedVersion === achievement.version) return [];
  if (state.suspended) return refuse('listing_suspended', { ground: state.suspended.ground });
  if (!isOpen(state)) return notOpen(state);
  const fault = faultOnMarket(command, state) ?? faultOfDuplicate(command.duplicate);
  if (fault) return fault;
  const completers = achievement.content.completers.flatMap(({ personId }) => personId ?? []);
  return [
    {
      type: 'ListingSubmitted',
      data: {
        listingId: state.listingId,
        round: state.round + 1,
        submittedBy: by.personId,
        offer: state.offer,
        achievementVersion: achievement.version,
        achievement: achievement.content,
        files: achievement.files,
        interested: [...new Set([achievement.draftedBy, ...completers])],
      },
    },
  ];
};

export const giveBack = ({ by, belongs, reason }: CommandOf<'ReturnListing'>, state: ListingState): ListingDecision => {
  if (!state) return refuse('not_found');
  if (state.status === 'returned' && state.reason === reason && state.region === by.region) return [];
  return faultOfReview({ by, belongs }, state) ?? [{ type: 'ListingReturned', data: { listingId: state.listingId, round: state.round, returnedBy: by.personId, region: by.region, reason } }];
};

export const publish = (command: CommandOf<'PublishListing'>, state: ListingState): ListingDecision => {
  const { by, achievement, expiresAt, rule } = command;
  // It may have become restricted since it was submitted: from then on it is not there for anyone outside its unit.
  if (!state || !achievement || achievement.content.secrecy === 'restricted') return refuse('not_found');
  if (isOnMarket(state) && state.region === by.region) return [];
  const fault = faultOfReview(command, state) ?? faultOnMarket(command, state) ?? faultOfDuplicate(command.duplicate);
  if (fault) return fault;
  const { listingId, round, achievementId, submittedVersion: achievementVersion, organisationId, region } = state;
  const { mode, price } = state.offer;
  const publishedBy = by.personId;
  return [{ type: 'ListingPublished', data: { listingId, round, achievementId, achievementVersion, organisationId, region, mode, price, publishedBy, expiresAt, listedForMonths: rule.amount, rule } }];
};

/** Decisions are territorial, and nobody decides about their own (domain page §4). */
const faultOfReview = ({ by, belongs }: Deciding, state: Listing): No => {
  const fault = faultOfAuthority({ by, belongs }, state);
  if (fault) return fault;
  if (state.submittedBy === by.personId || state.interested.includes(by.personId)) return refuse('own_application');
  return state.status === 'submitted' ? null : refuse('listing_not_submitted', { status: state.status });
};

/** Whoever decides for a region: only of its own units, and never of an organisation of their own, whichever they act for now. */
export const faultOfAuthority = ({ by, belongs }: Deciding, { restricted, region, organisationId, agentOrganisationId }: Listing): No => {
  if (restricted) return refuse('not_found');
  if (region !== by.region) return refuse('other_region', { region });
  return belongs || organisationId === by.organisationId || agentOrganisationId === by.organisationId ? refuse('own_application') : null;
};

/** The publisher owns the rights or holds a mandate, and what is offered can still be given. */
export const faultOnMarket = ({ achievement, mandate, granted, today }: MarketFacts, { organisationId, agentOrganisationId, offer: { mode } }: Listing): No => {
  const fault = agentOrganisationId === null ? null : faultOfMandate(mandate, mode, today);
  if (fault) return fault;
  const held = achievement?.content.ip.find(({ holderOrganisationId, status }) => status !== 'lapsed' && holderOrganisationId !== null && holderOrganisationId !== organisationId);
  if (held) return refuse('right_held_by_other', { title: held.title, holderOrganisationId: held.holderOrganisationId });
  return granted === null ? null : refuse('right_already_granted', { granted, mode });
};

const faultOfMandate = (mandate: MandateNow | null, mode: TransferMode, today: string): No => {
  if (!mandate || mandate.ended || today < mandate.fromOn || mandate.untilOn < today) return refuse('mandate_not_in_force', mandate ? { fromOn: mandate.fromOn, untilOn: mandate.untilOn } : {});
  return mandate.modes.includes(mode) ? null : refuse('mandate_not_of_mode', { modes: mandate.modes });
};

const faultOfDuplicate = (duplicate: Duplicate | null): No => (duplicate ? refuse('duplicate_of_other_unit', duplicate) : null);

const isAgent = (by: By, achievementId: string, mandate: MandateNow | null): boolean => mandate?.agentOrganisationId === by.organisationId && mandate.achievementId === achievementId;

/** Of the owner or of the agent; what is restricted is its owner's alone. */
export const isOf = (by: By, { organisationId, agentOrganisationId, restricted }: Listing): boolean =>
  organisationId === by.organisationId || (agentOrganisationId === by.organisationId && !restricted);

/** Under the eyes neither of a reviewer nor of the public. */
const isOpen = ({ status }: Listing): boolean => status === 'drafted' || status === 'returned' || status === 'expired';

/** Published, also while it is taken. Suspended or not is another question. */
export const isOnMarket = ({ status }: Listing): boolean => status === 'published' || status === 'taken';

export const notOpen = ({ status }: Listing): Refusal<ListingRefusal> => refuse('listing_not_open', { status });

/** Offers are always built by the same function, field by field in one order, so equal offers have equal text. */
const same = (one: Offer, other: Offer): boolean => JSON.stringify(one) === JSON.stringify(other);
