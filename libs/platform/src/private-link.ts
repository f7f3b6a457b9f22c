import { createHash } from 'node:crypto';

/** The form of the token in a private link: 32 bytes in base64url. */
export const LINK_TOKEN = /^[\w-]{43}$/;

/** What is recorded of the token of a private link. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
