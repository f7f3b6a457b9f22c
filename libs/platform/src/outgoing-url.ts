import { isIP } from 'node:net';

/** Why an address is not called, in order of precedence. */
export const URL_FAULTS = ['malformed', 'scheme', 'userinfo', 'fragment', 'port', 'host_is_number', 'host_not_public'] as const;
export type UrlFault = (typeof URL_FAULTS)[number];

/** What the form of an address is held to before anybody is asked about it. */
export type UrlRules = {
  /** `https:`, and for tests `http:`. */
  readonly schemes: readonly string[];
  readonly mayUsePort: (port: number) => boolean;
};

/**
 * 443 and 8443: the port of HTTPS, and the one behind which an unprivileged server commonly offers it. A list, because a
 * market that can be made to knock at any port is a port scanner, and at 25 or 6379 something else listens.
 */
const HTTPS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

export const httpsOnly: UrlRules = { schemes: ['https:'], mayUsePort: (port) => HTTPS_PORTS.has(port) };

/** Names that lead to a machine's own network wherever they are looked up (RFC 6761, 6762, 7686, 8375; `internal` by ICANN, 2024). */
const INNER_NAMES = ['localhost', 'local', 'internal', 'home.arpa', 'onion', 'alt'];

/**
 * What is wrong with the form of an address that somebody else gave, or null. Says nothing of where its name leads: that is
 * looked up, and checked, when it is called. Pure.
 */
export const outgoingUrlFault = (text: string, { schemes, mayUsePort }: UrlRules): UrlFault | null => {
  // The parser drops tabs and line breaks and takes a backslash for a slash; whoever writes so hides something.
  if (/[\s\p{C}\\]/u.test(text) || !URL.canParse(text)) return 'malformed';
  const url = new URL(text);
  if (!schemes.includes(url.protocol)) return 'scheme';
  if (text.slice(url.protocol.length + 2).split(/[/?#]/)[0]!.includes('@')) return 'userinfo';
  if (text.includes('#')) return 'fragment';
  if (!mayUsePort(portOf(url))) return 'port';
  return hostFault(url.hostname);
};

/** The port that is called. */
export const portOf = ({ port, protocol }: URL): number => (port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80);

/**
 * Names only. The parser has turned every way to write a number (`2130706433`, `0x7f.1`, `017700000001`, full-width digits)
 * into an address by now, and a name of other letters into its ASCII form, so one question answers for all of them.
 */
const hostFault = (hostname: string): UrlFault | null => {
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return 'host_is_number';
  if (hostname.length > 253 || hostname.endsWith('.') || !hostname.includes('.')) return 'host_not_public';
  return INNER_NAMES.some((name) => hostname === name || hostname.endsWith(`.${name}`)) ? 'host_not_public' : null;
};
