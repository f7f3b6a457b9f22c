import { createHmac } from 'node:crypto';

/*
 * The Standard Webhooks form (standardwebhooks.com, specification 1.0): three headers, and a signature that any of its
 * libraries verifies.
 */

/** As it is shown to whoever verifies: `whsec_` and the bytes in base64. */
export const shownSecret = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;

/** `v1,<base64 of HMAC-SHA256 of id.timestamp.body>` for every secret, separated by blanks: a receiver takes any that fits. Pure. */
export const signaturesOf = (secrets: readonly Buffer[], id: string, timestamp: number, body: string): string =>
  secrets.map((secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`).join(' ');

/** Everything a receiver needs. `at` is the instant of the attempt: receivers refuse what is older than minutes. */
export const signedHeaders = (secrets: readonly Buffer[], id: string, at: string, body: string): Readonly<Record<string, string>> => {
  const timestamp = Math.floor(Date.parse(at) / 1_000);
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'hewu-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signaturesOf(secrets, id, timestamp, body),
  };
};
