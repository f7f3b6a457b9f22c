import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { keyed } from './mail.js';

/*
 * What tells an account's owner from somebody who only knows the address: OWASP's device cookie, carried in the body as the
 * refresh token is. It opens nothing; whoever holds one is counted by themselves. Nothing is kept for it.
 */

const sealOf = (key: Buffer, mailHash: string, id: string): string => keyed(key, `device|${mailHash}|${id}`);

/** For a device on which the owner of the account has just signed in. */
export const newDeviceToken = (key: Buffer, mailHash: string): string => {
  const id = randomBytes(16).toString('base64url');
  return `${id}.${sealOf(key, mailHash, id)}`;
};

/** The device of a token that was made for this account; null for any other text. */
export const deviceOf = (key: Buffer, mailHash: string, token: string | null): string | null => {
  const [id, seal, ...rest] = token?.split('.') ?? [];
  if (!id || !seal || rest.length > 0) return null;
  const right = Buffer.from(sealOf(key, mailHash, id));
  const told = Buffer.from(seal);
  return told.length === right.length && timingSafeEqual(told, right) ? id : null;
};

/**
 * What counts as one place on the internet: an IPv4 address, however it is wrapped, and of IPv6 the first half, since whoever
 * has one address there has 2^64 of them. Text that is no address is a place of its own.
 */
export const placeOf = (address: string): string => {
  const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(mapped) || !isIPv6(mapped)) return mapped;
  const [head = '', tail] = mapped.replace(/%.*$/, '').toLowerCase().split('::');
  const groups = (text: string | undefined): readonly string[] => (text ? text.split(':') : []);
  const left = groups(head);
  const right = groups(tail);
  const whole = tail === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return `${whole.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
};
