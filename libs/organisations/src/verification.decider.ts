import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { By, CommandOf, Decision, Organisation, OrganisationRefusal, Registered } from './organisation.decider.js';

/* What its region says of an organisation: verified, sent back, or suspended. */

/** Decisions are territorial, and nobody decides on an organisation of their own, or on an entry that they filed (domain page §4). */
const reviewerRefusal = (by: By, state: Organisation, { region }: Registered): Refusal<OrganisationRefusal> | null => {
  if (by.system) return null;
  if (!by.roles.includes('region_reviewer')) return refuse('reviewer_required');
  if (by.region !== region) return refuse('other_region', { region });
  return Object.hasOwn(state.members, by.personId) || state.filedBy.includes(by.personId) ? refuse('own_organisation') : null;
};

/** It is of its kind, as the region's reviewer finds. */
export const verify = ({ organisationId, by, evidence }: CommandOf<'VerifyOrganisation'>, state: Organisation, registered: Registered): Decision => {
  const refusal = reviewerRefusal(by, state, registered);
  if (refusal) return refusal;
  if (state.status === 'verified') return [];
  if (state.status === 'returned') return refuse('correction_awaited');
  return [{ type: 'OrganisationVerified', data: { organisationId, region: registered.region, verifiedBy: by.personId, evidence } }];
};

/** It is not, as the entry stands: a corrected one is looked at again. */
export const sendBack = ({ organisationId, by, reason }: CommandOf<'ReturnOrganisation'>, state: Organisation, registered: Registered): Decision => {
  const refusal = reviewerRefusal(by, state, registered);
  if (refusal) return refusal;
  if (state.status === 'returned') return [];
  if (state.status !== 'awaiting') return refuse('already_verified');
  return [{ type: 'OrganisationReturned', data: { organisationId, region: registered.region, returnedBy: by.personId, reason } }];
};

/** It writes nothing until it is verified anew. */
export const suspend = ({ organisationId, by, reason }: CommandOf<'SuspendOrganisation'>, state: Organisation, { region }: Registered): Decision => {
  if (!by.roles.includes('platform_administrator')) return refuse('platform_administrator_required');
  if (by.region !== region) return refuse('other_region', { region });
  if (Object.hasOwn(state.members, by.personId)) return refuse('own_organisation');
  return state.status === 'suspended' ? [] : [{ type: 'OrganisationSuspended', data: { organisationId, region, suspendedBy: by.personId, reason } }];
};
