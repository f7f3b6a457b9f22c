import { hash } from 'node:crypto';
import { v7 } from 'uuid';

/** A fresh UUIDv7. Used for index locality, never for order. */
export const newId = (): string => v7();

/** Matches any UUID in its canonical, lower-case form. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUID (version 8, RFC 9562 §5.8) that follows from its parts: the same parts, the same id, on every machine. */
export const derivedId = (...parts: readonly string[]): string => {
  const bytes = hash('sha256', parts.join('\u0000'), 'buffer').subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** SHA-256 of a value's canonical JSON (keys sorted), in hex. */
export const fingerprintOf = (value: unknown): string => hash('sha256', canonicalJson(value));

/** JSON with sorted keys, so that equal values give equal text. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
