import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';

/** Blanks around what a person typed are no part of it. */
const Trimmed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value), { toClassOnly: true });

/** Ten characters at least, no rules of composition, room for a passphrase (ASVS 5.0, 6.2). */
const PASSWORD = { least: 10, most: 128 } as const;

export class DescribeMyselfBody {
  @ApiProperty({ example: '王岚', maxLength: 100 })
  @Trimmed()
  @IsString()
  @Length(1, 100)
  name!: string;

  @ApiProperty({ example: 'wang@institute.example', maxLength: 254 })
  @Trimmed()
  @IsEmail()
  @MaxLength(254)
  mail!: string;

  @ApiPropertyOptional({ example: '+86 23 4282 0000', maxLength: 30 })
  @IsOptional()
  @Trimmed()
  @Matches(/^\+?[\d ()-]{5,30}$/)
  phone?: string;
}

export class OpenAccountBody extends DescribeMyselfBody {
  @ApiProperty({ minLength: PASSWORD.least, maxLength: PASSWORD.most })
  @IsString()
  @Length(PASSWORD.least, PASSWORD.most)
  password!: string;
}

export class SignInBody {
  @ApiProperty({ example: 'wang@institute.example' })
  @Trimmed()
  @IsString()
  @Length(1, 254)
  mail!: string;

  @ApiProperty()
  @IsString()
  @Length(1, PASSWORD.most)
  password!: string;
}

export class RefreshBody {
  @ApiProperty({ description: 'Each is used once; the answer brings the next.' })
  @IsString()
  @Length(1, 200)
  refreshToken!: string;
}

export class ChangePasswordBody {
  @ApiProperty()
  @IsString()
  @Length(1, PASSWORD.most)
  current!: string;

  @ApiProperty({ minLength: PASSWORD.least, maxLength: PASSWORD.most })
  @IsString()
  @Length(PASSWORD.least, PASSWORD.most)
  next!: string;
}

export class SessionAnswer {
  @ApiProperty({ description: 'For `Authorization: Bearer …`.' })
  accessToken!: string;
  @ApiProperty()
  refreshToken!: string;
  @ApiProperty({ description: 'How long the access token holds.', example: 600 })
  expiresInSeconds!: number;
  @ApiProperty({ format: 'uuid' })
  personId!: string;
}

export class MembershipAnswer {
  @ApiProperty({ format: 'uuid' })
  organisationId!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty()
  kind!: string;
  @ApiProperty({ example: '500117' })
  region!: string;
  @ApiProperty({ enum: ['awaiting', 'returned', 'verified', 'suspended'] })
  status!: string;
  @ApiProperty()
  verified!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was returned or suspended, while it is.' })
  remark!: string | null;
  @ApiProperty({ type: [String] })
  roles!: readonly string[];
  @ApiProperty({ description: 'May correct the entry and say who holds which role (单位管理员).' })
  administrator!: boolean;
}

export class MeAnswer {
  @ApiProperty({ format: 'uuid' })
  personId!: string;
  @ApiProperty({ description: 'False until a person whom the identity provider sent has said what they are called.' })
  registered!: boolean;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty({ type: String, nullable: true })
  mail!: string | null;
  @ApiProperty({ type: String, nullable: true })
  phone!: string | null;
  @ApiProperty({ type: [MembershipAnswer] })
  memberships!: readonly MembershipAnswer[];
}

export class PersonAnswer {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null when the person was erased.' })
  name!: string | null;
  @ApiProperty()
  erased!: boolean;
}
