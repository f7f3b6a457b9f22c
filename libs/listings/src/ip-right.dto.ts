import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import { IP_KINDS, IP_STATUSES, type IpKind, type IpStatus } from './events.js';
import { IpNumber } from './ip-number.js';
import { OptionalDay } from './optional-day.js';

const ID = { format: 'uuid', pattern: UUID.source } as const;

/** A right in an achievement. What belongs to other kinds is left out; its term is counted, not told. */
export class IpRightBody {
  @ApiProperty({ enum: IP_KINDS, description: 'Kind of right.' })
  @IsIn(IP_KINDS)
  kind: IpKind;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'ZL209910000001.8', description: 'As the office writes it, by kind: a patent `ZL202010000001.X` with its check digit, software `2099SR0000001`, a layout `BS.209900001`, a variety `CNA20990001234`, a medicine `国药准字S20990001`; of others at most 60 letters, digits and ` .,/()-`, and no number of a patent. Not of know-how.' })
  @IpNumber()
  number?: string | null;

  @Text(200, 'As the right is titled.')
  title: string;

  @ApiProperty({ enum: IP_STATUSES, description: 'How far it has come: `applied`, then `granted` or `registered`; know-how is `kept` secret.' })
  @IsIn(IP_STATUSES)
  status: IpStatus;

  @OptionalDay('When the office was asked 申请日. Not of know-how.')
  filedOn?: string | null;
  @OptionalDay('When it was granted, registered or approved. Not of know-how.')
  grantedOn?: string | null;
  @OptionalDay('Software: first publication. Layout: first commercial use. Of no other kind.')
  firstUsedOn?: string | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true, description: 'Whether a variety is of woody plants or vines, which are protected longer. Of no other kind.' })
  @IsOptional()
  @IsBoolean()
  woodyOrVine?: boolean | null;

  @ApiPropertyOptional({ ...ID, type: String, nullable: true, description: "Who holds it, when not the unit itself. What others hold cannot be listed by the unit." })
  @IsOptional()
  @Matches(UUID)
  holderOrganisationId?: string | null;
}
