import { hash } from 'node:crypto';
import { plainToInstance, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min, validateSync, ValidateNested } from 'class-validator';
import { flattenedVerify, importJWK } from 'jose';
import { IsInstant } from '@hewu/platform/src/instants.js';
import type { Batch } from './readings.decider.js';

/** A signed message as JWS in its flattened JSON form (RFC 7515 §7.2.2), `EdDSA` with Ed25519 (RFC 8037). */
export type SignedMessage = { readonly protected: string; readonly payload: string; readonly signature: string };

export const READINGS_AT_MOST = 500;

class SaidReading {
  @IsInstant() from: string;
  @IsInstant() until: string;
  @IsBoolean() running: boolean;
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000_000) meterMinutes: number | null = null;
}

class SaidBatch {
  @IsIn(['hewu-readings']) typ: string;
  @IsUUID() instrumentId: string;
  @IsUUID() batchId: string;
  @IsInstant() sentAt: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(READINGS_AT_MOST) @ValidateNested({ each: true }) @Type(() => SaidReading) readings: SaidReading[];
}

/** The key named in the protected header, before anything is verified; null when there is none. */
export const keyIdOf = (message: SignedMessage): string | null => {
  const header = jsonOf(message.protected);
  return typeof header?.['kid'] === 'string' ? header['kid'] : null;
};

/** Whether the message was signed with the private half of the key. Only `EdDSA` is taken, whatever the header asks for. */
export const isSignedBy = async (message: SignedMessage, publicKey: string): Promise<boolean> => {
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: publicKey }, 'EdDSA');
  return flattenedVerify({ ...message }, key, { algorithms: ['EdDSA'] }).then(() => true, () => false);
};

/** What it says, when it is a batch of this instrument in the form that is asked for; otherwise null. */
export const batchOf = (message: SignedMessage, instrumentId: string): Batch | null => {
  const said = jsonOf(message.payload);
  if (said === null) return null;
  const batch = plainToInstance(SaidBatch, said);
  if (validateSync(batch, { whitelist: true, forbidNonWhitelisted: true }).length > 0 || batch.instrumentId !== instrumentId) return null;
  return { batchId: batch.batchId, sentAt: batch.sentAt, readings: batch.readings.map(({ from, until, running, meterMinutes }) => ({ from, until, running, meterMinutes })) };
};

export const messageSha256 = ({ protected: header, payload, signature }: SignedMessage): string => hash('sha256', `${header}.${payload}.${signature}`);

const jsonOf = (base64url: string): Readonly<Record<string, unknown>> | null => {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
};
