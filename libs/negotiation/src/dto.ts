import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { UUID } from '@hewu/kernel/src/ids.js';
import { ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { INTEREST_STATUSES, type InterestStatus } from './interest.decider.js';
import { NDA_STATUSES, type NdaStatus } from './ndas.projection.js';

const SHA256 = /^[0-9a-f]{64}$/;
const ID = { format: 'uuid', pattern: UUID.source } as const;
const Day = (): PropertyDecorator => ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } });

export class ExpressInterestBody {
  @ApiProperty({ ...ID, description: 'A listing of another unit, on the market.' }) @Matches(UUID) listingId: string;
  @Text(1000, 'What the achievement is wanted for.') purpose: string;
}

/** Why an interest is declined, withdrawn or ended. */
export class InterestReasonBody {
  @Text(500, 'Why; the other side reads it.') reason: string;
}

class SignedText {
  @ApiProperty({ pattern: SHA256.source, description: "SHA-256 of the text's file, hex." }) @Matches(SHA256) textSha256: string;
}

export class ProposeNdaBody extends SignedText {
  @ApiProperty({ ...ID, description: 'An accepted interest, out of which the two organisations talk.' }) @Matches(UUID) interestId: string;
  @ApiProperty({ ...ID, description: 'A file of the own organisation that holds the text.' }) @Matches(UUID) fileId: string;
  @ApiProperty({ format: 'date', example: '2029-03-01', description: 'The last day on which it would hold.' }) @Day() untilOn: string;
}

export class SignNdaBody extends SignedText {}

export class EndNdaBody {
  @Text(500, 'Why; the other side reads it.') reason: string;
}

export class GrantSigningAuthorityBody {
  @ApiProperty({ ...ID, description: 'Somebody of the own organisation.' }) @Matches(UUID) personId: string;
  @ApiProperty({ format: 'date', example: '2027-03-01', description: 'The last day on which it holds.' }) @Day() untilOn: string;
  @ApiProperty({ pattern: SHA256.source, description: 'SHA-256 of the signed authorisation, hex.' }) @Matches(SHA256) textSha256: string;
}

export class RevokeSigningAuthorityBody {
  @Text(500, 'Why it is taken back.') reason: string;
}

export class InterestsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: INTEREST_STATUSES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(INTEREST_STATUSES) status?: InterestStatus;
  @ApiPropertyOptional({ ...ID, description: 'Only those in one listing.' }) @IsOptional() @Matches(UUID) listingId?: string;
}

export class NdasQuery extends ListQuery {
  @ApiPropertyOptional({ enum: NDA_STATUSES, description: 'Only those that stand so.' }) @IsOptional() @IsIn(NDA_STATUSES) status?: NdaStatus;
  @ApiPropertyOptional({ ...ID, description: 'Only those about one achievement.' }) @IsOptional() @Matches(UUID) achievementId?: string;
}
