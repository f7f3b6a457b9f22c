import { ApiProperty } from '@nestjs/swagger';
import { REGIONS } from '@hewu/identifiers/src/division.js';
import { ROLES } from '@hewu/platform/src/actor.js';
import { CountedPage, ListPage, TextCount } from '@hewu/platform/src/lists.js';
import { accepted } from '@hewu/platform/src/problems.js';
import type { WrittenAnswer } from '@hewu/platform/src/written.js';
import type { AccountOutcome } from './accounts.commands.js';
import { ORGANISATION_KINDS, type OrganisationKind } from './events.js';
import { ORGANISATION_STATUSES, type OrganisationStatus } from './organisation.decider.js';
import type { OrganisationOutcome } from './organisations.commands.js';
import type { OrganisationDocument } from './organisations.projection.js';

const NAME = { example: '重庆市合川区农业科学研究所', description: 'Its name in Chinese.' } as const;
const KIND = { enum: ORGANISATION_KINDS, description: 'What it is (单位类型).' } as const;
const REGION = { enum: REGIONS, description: 'GB/T 2260 division where it is: `500117` Hechuan, `511622` Wusheng. That region decides on it.' } as const;
const STATUS = { enum: ORGANISATION_STATUSES, description: 'How far its region is with it: it waits, was sent back to be corrected, was verified, or may not write for now.' } as const;
const VERIFIED = { description: 'Its region has found the entry true as it stands; only then it may write.' } as const;
const ROLES_HELD = { enum: ROLES, isArray: true, description: 'Roles held there, in the order of the alphabet.' } as const;
const ROLES_OFFERED = { enum: ROLES, isArray: true, description: 'Roles that a member would hold there, in the order of the alphabet.' } as const;
const ANSWER_BY = { format: 'date-time', description: 'Unanswered, it lapses then.' } as const;
const ADMINISTRATOR = { description: 'May correct the entry and say who holds which role (单位管理员).' } as const;

export class SessionAnswer {
  @ApiProperty({ description: 'For `Authorization: Bearer …`.' }) accessToken: string;
  @ApiProperty({ type: String, nullable: true, description: 'Brings the next pair of tokens, once. Unused for seven days it ends; the sign-in ends in any case after thirty. Null after a sign-in while the disk is full: then one signs in again when the access token has ended; a refresh meanwhile answers the same token, which stays good.' }) refreshToken: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, example: 600, description: 'How long the access token holds.' }) expiresInSeconds: number;
  @ApiProperty({ format: 'uuid', description: 'Who signed in.' }) personId: string;
}

export class SignInAnswer extends SessionAnswer {
  @ApiProperty({ description: 'To be kept on this device and sent with its next sign-in: whoever guesses elsewhere then keeps nobody out here. It opens nothing by itself.' }) deviceToken: string;
}

export class MembershipAnswer {
  @ApiProperty({ format: 'uuid', description: 'For `X-Acting-For`.' }) organisationId: string;
  @ApiProperty(NAME) name: string;
  @ApiProperty(KIND) kind: OrganisationKind;
  @ApiProperty(REGION) region: string;
  @ApiProperty(STATUS) status: OrganisationStatus;
  @ApiProperty(VERIFIED) verified: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was sent back or may not write, while it is so.' }) remark: string | null;
  @ApiProperty(ROLES_HELD) roles: readonly string[];
  @ApiProperty(ADMINISTRATOR) administrator: boolean;
}

export class OfferedMembershipAnswer {
  @ApiProperty({ format: 'uuid' }) organisationId: string;
  @ApiProperty(NAME) name: string;
  @ApiProperty(KIND) kind: OrganisationKind;
  @ApiProperty(REGION) region: string;
  @ApiProperty(VERIFIED) verified: boolean;
  @ApiProperty(ROLES_OFFERED) roles: readonly string[];
  @ApiProperty(ADMINISTRATOR) administrator: boolean;
  @ApiProperty(ANSWER_BY) answerBy: string;
}

export class MeAnswer {
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ description: 'False until a person whom the identity provider sent has said what they are called.' }) registered: boolean;
  @ApiProperty({ type: String, nullable: true, example: '王岚', description: 'Null while not registered.' }) name: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'wang@institute.example', description: 'In small letters.' }) mail: string | null;
  @ApiProperty({ type: String, nullable: true, example: '+86 23 4282 0000' }) phone: string | null;
  @ApiProperty({ type: [MembershipAnswer], description: 'Where one is a member.' }) memberships: readonly MembershipAnswer[];
  @ApiProperty({ type: [OfferedMembershipAnswer], description: 'Where one is asked to become a member and has not answered.' }) offers: readonly OfferedMembershipAnswer[];
}

export class PersonAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, nullable: true, example: '王岚', description: 'Null when the person was erased.' }) name: string | null;
  @ApiProperty({ description: 'Everything personal is gone for ever; the id stays.' }) erased: boolean;
}

export class OrganisationAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty(NAME) name: string;
  @ApiProperty({ type: String, nullable: true, example: 'Hechuan Institute of Agricultural Sciences', description: 'Its name in English, where it has one.' }) nameEn: string | null;
  @ApiProperty({ example: '91512081MA62K0260E', description: 'Unified social credit code, GB 32100-2015, in capitals.' }) uscc: string;
  @ApiProperty({ description: 'The check character fails and a platform administrator let the code pass with evidence.' }) usccOverridden: boolean;
  @ApiProperty(KIND) kind: OrganisationKind;
  @ApiProperty(REGION) region: string;
  @ApiProperty(STATUS) status: OrganisationStatus;
  @ApiProperty(VERIFIED) verified: boolean;
  @ApiProperty({ format: 'date-time' }) registeredAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was verified last.' }) verifiedAt: string | null;
}

class OrganisationFacets {
  @ApiProperty({ type: [TextCount], description: 'What they are.' }) kind: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'Where they are.' }) region: readonly TextCount[];
  @ApiProperty({ type: [TextCount], description: 'How far their regions are with them.' }) status: readonly TextCount[];
}

export class OrganisationsPage extends CountedPage {
  @ApiProperty({ type: [OrganisationAnswer] }) items: readonly OrganisationAnswer[];
  @ApiProperty({ type: OrganisationFacets, description: 'Counts over everything that is found, on all pages.' }) facets: OrganisationFacets;
}

export class MemberAnswer {
  @ApiProperty({ format: 'uuid' }) personId: string;
  @ApiProperty({ type: String, nullable: true, example: '王岚', description: 'Null when the person was erased.' }) name: string | null;
  @ApiProperty({ description: 'The person was erased and has not been taken off the list yet.' }) erased: boolean;
  @ApiProperty(ROLES_HELD) roles: readonly string[];
  @ApiProperty(ADMINISTRATOR) administrator: boolean;
}

export class MembersPage extends ListPage {
  @ApiProperty({ type: [MemberAnswer] }) items: readonly MemberAnswer[];
}

export class MembershipOfferAnswer {
  @ApiProperty({ format: 'uuid', description: 'Who is asked. Their name is told when they are a member.' }) personId: string;
  @ApiProperty(ROLES_OFFERED) roles: readonly string[];
  @ApiProperty(ADMINISTRATOR) administrator: boolean;
  @ApiProperty({ format: 'uuid' }) offeredBy: string;
  @ApiProperty(ANSWER_BY) answerBy: string;
}

export class MembershipOffersPage extends ListPage {
  @ApiProperty({ type: [MembershipOfferAnswer] }) items: readonly MembershipOfferAnswer[];
}

/** What everybody may see. */
export const organisationOf = ({ _id, name, nameEn, uscc, usccOverride, kind, region, status, verified, registeredAt, verifiedAt }: OrganisationDocument): OrganisationAnswer => ({
  id: _id, name, nameEn, uscc, usccOverridden: usccOverride !== null, kind, region, status, verified, registeredAt, verifiedAt,
});

/** What was written is the person. Throws what was refused. */
export const personWritten = (outcome: AccountOutcome): WrittenAnswer => {
  const { personId: id, position, revision } = accepted(outcome);
  return { id, position, revision };
};

/** What was written is the organisation. Throws what was refused. */
export const organisationWritten = (outcome: OrganisationOutcome): WrittenAnswer => {
  const { organisationId: id, position, revision } = accepted(outcome);
  return { id, position, revision };
};
