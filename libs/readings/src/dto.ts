import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length, Matches } from 'class-validator';
import { Transform } from 'class-transformer';
import { ListPage, ListQuery } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import type { Reading } from './events.js';
import type { MeasurementDocument } from './measurements.projection.js';
import type { ReadingsDocument } from './readings.projection.js';

const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;

export class RegisterKeyBody {
  @ApiProperty({ pattern: PUBLIC_KEY.source, example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', description: 'The 32 bytes of an Ed25519 public key as base64url (`x` of RFC 8037).' }) @Matches(PUBLIC_KEY) publicKey: string;
}

export class RevokeKeyBody {
  @Text(500, 'Why.') reason: string;
}

const part = (pattern: RegExp, most: number, description: string): PropertyDecorator => (target, key) => {
  ApiProperty({ minLength: 1, maxLength: most, pattern: pattern.source, description })(target, key);
  for (const check of [IsString(), Length(1, most), Matches(pattern)]) check(target, key);
};

/** A signed message as JWS in its flattened JSON form (RFC 7515 §7.2.2). */
export class SignedReadingsBody {
  @part(BASE64URL, 1_000, 'The protected header: `{"alg":"EdDSA","kid":"<id of the key>"}`, base64url.') protected: string;
  @part(BASE64URL, 240_000, 'Base64url of `{"typ":"hewu-readings","instrumentId":…,"batchId":<a new UUID>,"sentAt":…,"readings":[{"from":…,"until":…,"running":true,"meterMinutes":null}]}`; instants as RFC 3339 date-times, up to 500 readings in order of time.') payload: string;
  @part(SIGNATURE, 86, 'Ed25519 over header and payload, base64url.') signature: string;
}

export class SettleDifferenceBody {
  @Text(2_000, 'What was found.') reason: string;
}

export class MeasurementsQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Only those that differ and wait for the owner.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  open?: boolean;
}

export class InstrumentKeyAnswer {
  @ApiProperty({ format: 'uuid', description: 'The `kid` of what it signs.' }) id: string;
  @ApiProperty({ pattern: PUBLIC_KEY.source }) publicKey: string;
  @ApiProperty({ description: 'Given up: nothing signed with it is taken.' }) revoked: boolean;
}

export class InstrumentKeysAnswer {
  @ApiProperty({ type: [InstrumentKeyAnswer] }) items: readonly InstrumentKeyAnswer[];
}

class ReadingAnswer {
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ description: 'It ran.' }) running: boolean;
  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, description: 'Its own meter of running minutes at the end.' }) meterMinutes: number | null;
}

export class ReadingsAnswer {
  @ApiProperty({ format: 'uuid', description: 'Of the batch, chosen by the instrument.' }) batchId: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ format: 'uuid', description: 'The key with which it was signed.' }) keyId: string;
  @ApiProperty({ type: [ReadingAnswer] }) readings: readonly Reading[];
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
}

export class ReadingsPage extends ListPage {
  @ApiProperty({ type: [ReadingsAnswer] }) items: readonly ReadingsAnswer[];
}

class DifferenceAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'So far apart they may be.' }) allowedMinutes: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the owner had looked into it.' }) settledAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What was found.' }) reason: string | null;
}

export class MeasurementAnswer {
  @ApiProperty({ format: 'uuid' }) bookingId: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that owns the instrument.' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid', description: 'The organisation that used it.' }) organisationId: string;
  @ApiProperty({ format: 'date-time', description: 'From the check-in.' }) from: string;
  @ApiProperty({ format: 'date-time', description: 'Exclusive.' }) until: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'What the user recorded.' }) claimedMinutes: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'So long the instrument ran.' }) measuredMinutes: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Minutes of the span of which the instrument said anything.' }) coveredMinutes: number;
  @ApiProperty({ format: 'date-time' }) measuredAt: string;
  @ApiProperty({ type: DifferenceAnswer, nullable: true, description: 'Null when they are near enough.' }) difference: DifferenceAnswer | null;
}

export class MeasurementsPage extends ListPage {
  @ApiProperty({ type: [MeasurementAnswer] }) items: readonly MeasurementAnswer[];
}

export const readingsOf = ({ _id, instrumentId, ...shown }: ReadingsDocument): ReadingsAnswer => ({ batchId: _id.slice(instrumentId.length + 1), ...shown });
export const measurementOf = ({ _id: bookingId, open: _open, ...shown }: MeasurementDocument): MeasurementAnswer => ({ bookingId, ...shown });
