import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsOptional, IsUUID, Matches, ValidateNested } from 'class-validator';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';

const KINDS = ['person', 'organisation'] as const;
/** Of the years 1000 to 2999, as everywhere. */
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;

export class GroupNameBody {
  @Text(100, 'In Chinese.') zh: string;
  @Text(100, 'In English.') en: string;
}

export class FoundAccessGroupBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @ApiProperty({ description: 'What the group is called.' }) @ValidateNested() @Type(() => GroupNameBody) name: GroupNameBody;
}

export class GroupMemberBody {
  @ApiProperty({ enum: KINDS, description: 'A person, or everybody who acts for an organisation.' }) @IsIn(KINDS) kind: 'person' | 'organisation';
  @ApiProperty({ format: 'uuid' }) @IsUUID() id: string;
}

export class AdmitBody {
  @ApiProperty({ description: 'Who is admitted.' }) @ValidateNested() @Type(() => GroupMemberBody) member: GroupMemberBody;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, default: null, description: 'The last day on which they belong to it.' }) @IsOptional() @Matches(DAY) @IsISO8601({ strict: true }) untilOn: string | null = null;
}

export class DismissBody {
  @ApiProperty({ description: 'Who is dismissed.' }) @ValidateNested() @Type(() => GroupMemberBody) member: GroupMemberBody;
  @Text(500, 'Why.') reason: string;
}

export class RevokeProxyBody {
  @ApiProperty({ format: 'uuid', description: 'The person who may book.' }) @IsUUID() proxyPersonId: string;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, default: null, description: 'For whom; null is everybody of the organisation.' }) @IsOptional() @IsUUID() forPersonId: string | null = null;
}

export class AppointProxyBody extends RevokeProxyBody {
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, default: null, description: 'The last day of the right.' }) @IsOptional() @Matches(DAY) @IsISO8601({ strict: true }) untilOn: string | null = null;
}

export class AccessGroupAnswer {
  @ApiProperty({ format: 'uuid', description: 'By which opening rules name it.' }) id: string;
  @ApiProperty({ type: GroupNameBody }) name: { readonly zh: string; readonly en: string };
  @ApiProperty({ format: 'date-time' }) foundedAt: string;
}

export class AccessGroupsPage extends ListPage {
  @ApiProperty({ type: [AccessGroupAnswer] }) items: readonly AccessGroupAnswer[];
}

export class GroupMemberAnswer {
  @ApiProperty({ format: 'uuid' }) memberId: string;
  @ApiProperty({ enum: KINDS }) memberKind: 'person' | 'organisation';
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day on which they belong to it.' }) untilOn: string | null;
  @ApiProperty({ format: 'date-time' }) admittedAt: string;
}

export class GroupMembersPage extends ListPage {
  @ApiProperty({ type: [GroupMemberAnswer] }) items: readonly GroupMemberAnswer[];
}

export class BookingProxyAnswer {
  @ApiProperty({ format: 'uuid', description: 'The person who may book.' }) proxyPersonId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'For whom; null is everybody of the organisation.' }) forPersonId: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day of the right.' }) untilOn: string | null;
  @ApiProperty({ format: 'date-time' }) appointedAt: string;
}

export class BookingProxiesPage extends ListPage {
  @ApiProperty({ type: [BookingProxyAnswer] }) items: readonly BookingProxyAnswer[];
}
