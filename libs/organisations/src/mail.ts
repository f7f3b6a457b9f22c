import { createHmac } from 'node:crypto';

/** One written form of an address, so that capitals and full-width letters make no second account. */
export const normalMail = (mail: string): string => mail.normalize('NFKC').trim().toLowerCase();

/** What stands for an address where it must be found again but not be read. */
export const mailHash = (key: Buffer, mail: string): string => keyed(key, normalMail(mail));

/**
 * A fingerprint of a body that holds personal data or a password. The plain one is an unsalted hash in the log for ever,
 * which would let whoever reads the log try out passwords; without the deployment's key this one tells nothing.
 */
export const keyed = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');
