import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { IsPlainText } from '@hewu/platform/src/plain-text.js';
import { Trimmed } from './trimmed.js';

/** Ten characters at least, no rules of composition, room for a passphrase (ASVS 5.0, 6.2). */
const PASSWORD = { least: 10, most: 128 } as const;
const PHONE = /^\+?[\d ()-]{5,30}$/;

export class DescribeMyselfBody {
  @ApiProperty({ minLength: 1, maxLength: 100, example: '王岚', description: 'What one is called.' }) @Trimmed() @IsString() @Length(1, 100) @IsPlainText() name: string;
  @ApiProperty({ format: 'email', maxLength: 254, example: 'wang@institute.example', description: 'Mail address. That of a local account, with which one signs in, stays as it is.' }) @Trimmed() @IsEmail() @MaxLength(254) mail: string;
  @ApiPropertyOptional({ pattern: PHONE.source, example: '+86 23 4282 0000', description: 'Telephone; left out, there is none.' }) @IsOptional() @Trimmed() @Matches(PHONE) phone?: string;
}

export class OpenAccountBody extends DescribeMyselfBody {
  @ApiProperty({ minLength: PASSWORD.least, maxLength: PASSWORD.most, format: 'password' }) @IsString() @Length(PASSWORD.least, PASSWORD.most) password: string;
}

export class SignInBody {
  @ApiProperty({ minLength: 1, maxLength: 254, example: 'wang@institute.example', description: 'The mail address with which the account was opened; capitals make no difference.' }) @Trimmed() @IsString() @Length(1, 254) mail: string;
  @ApiProperty({ minLength: 1, maxLength: PASSWORD.most, format: 'password' }) @IsString() @Length(1, PASSWORD.most) password: string;
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, description: 'That of the last sign-in on this device; left out, or of another account, the device is a new one.' }) @IsOptional() @IsString() @Length(1, 200) deviceToken?: string;
}

export class RefreshBody {
  @ApiProperty({ minLength: 1, maxLength: 200, description: 'That of the last answer: each is used once, and the answer brings the next.' }) @IsString() @Length(1, 200) refreshToken: string;
}

export class ChangePasswordBody {
  @ApiProperty({ minLength: 1, maxLength: PASSWORD.most, format: 'password', description: 'The password until now.' }) @IsString() @Length(1, PASSWORD.most) current: string;
  @ApiProperty({ minLength: PASSWORD.least, maxLength: PASSWORD.most, format: 'password', description: 'The password from now on.' }) @IsString() @Length(PASSWORD.least, PASSWORD.most) next: string;
}
