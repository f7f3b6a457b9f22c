import type { Process } from '@hewu/kernel/src/process.js';
import { organisationEvents, type OrganisationEvent } from './events.js';
import { LapseOfferCommand } from './membership-offers.commands.js';

const timerOf = ({ organisationId, personId }: { readonly organisationId: string; readonly personId: string }): string => `membership-offer:${organisationId}:${personId}`;

/** Lets an offer of a membership lapse that nobody answers; one that is made anew has its time anew. */
export const membershipOffers: Process<OrganisationEvent> = {
  name: 'membership-offers',
  families: [organisationEvents],
  react: ({ type, data }) => {
    switch (type) {
      case 'MembershipOffered': {
        const { organisationId, personId, respondBy } = data;
        return [{ do: 'schedule', timerId: timerOf(data), dueAt: respondBy.at, errand: { name: 'lapse', data: { organisationId, personId } } }];
      }
      case 'MembershipOfferEnded':
      case 'RolesGranted':
        return [{ do: 'cancel', timerId: timerOf(data) }];
      default:
        return [];
    }
  },
  command: ({ data }, context) => new LapseOfferCommand(data as LapseOfferCommand['data'], context),
};
