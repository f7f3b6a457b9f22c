import { organisationEvents, type OrganisationEvent } from '@hewu/organisations/src/events.js';
import { idle, slot, waits, type DutyTable, type Next } from './duty.js';

type Known = { readonly name: string; readonly region: string; readonly round: number; readonly suspended: number };

const href = (organisationId: string): string => `/api/v1/organisations/${organisationId}`;

const verification = (organisationId: string, known: Known): Next<Known> =>
  waits(known, {
    what: 'organisation_verification', round: known.round, by: { region: known.region, roles: ['region_reviewer'] }, dueBy: 'organisation_verification_days', href: href(organisationId),
    sentence: { zh: `单位“${known.name}”的登记信息待核验`, en: `The entry of "${known.name}" waits for verification` },
  });

/**
 * An entry waits for its region, or, sent back, for the organisation's administrators. A suspended one is corrected without a claim to be looked at.
 * Whom an organisation asks to become a member answers by themselves.
 */
export const organisationDuties: DutyTable = {
  whats: {
    organisation_verification: { zh: '核验单位', en: 'Verify an organisation' },
    membership_offer: { zh: '答复加入单位的邀请', en: 'Answer an offer of a membership' },
    organisation_correction: { zh: '更正单位信息', en: "Correct the organisation's entry" },
  },
  slots: [
    slot<OrganisationEvent, Known>('organisation', 'organisationId', [organisationEvents], {
      OrganisationRegistered: ({ data: { organisationId, name, region } }) => verification(organisationId, { name, region, round: 1, suspended: 0 }),
      OrganisationCorrected: ({ data: { organisationId, name, region } }, known) => {
        if (!known) return null;
        const next = { ...known, name, region, round: known.round + 1 };
        return known.suspended ? idle(next) : verification(organisationId, next);
      },
      OrganisationVerified: (_event, known) => known && idle({ ...known, suspended: 0 }),
      OrganisationSuspended: (_event, known) => known && idle({ ...known, suspended: 1 }),
      OrganisationReturned: ({ data: { organisationId } }, known) =>
        known && waits(known, {
          what: 'organisation_correction', round: known.round, by: { organisationId, roles: ['administrator'] }, href: href(organisationId),
          sentence: { zh: `“${known.name}”的登记信息被退回，请更正`, en: `The entry of "${known.name}" was returned: please correct it` },
        }),
    }),
    slot<OrganisationEvent, Record<string, never>>('membership_offer', ['organisationId', 'personId'], [organisationEvents], {
      MembershipOffered: ({ data: { organisationName, personId, respondBy }, metadata }) =>
        waits({}, {
          what: 'membership_offer', round: metadata.occurredAt, by: { personIds: [personId] }, dueAt: respondBy.at, href: '/api/v1/me',
          sentence: { zh: `单位“${organisationName}”邀请您成为其成员，请接受或谢绝；逾期未答复即失效`, en: `"${organisationName}" asks you to become a member: accept or decline, or the offer lapses` },
        }),
      MembershipOfferEnded: () => null,
      RolesGranted: () => null,
    }),
  ],
};
