import { isIP } from 'node:net';

/** Everything an operator can set, read once at start from the environment. */
export type Config = {
  readonly host: string;
  readonly port: number;
  /** Folder of the embedded stores and of secrets made at first start. */
  readonly dataFolder: string;
  /** Present: events live in EventStoreDB. Absent: in SQLite in the data folder. */
  readonly eventStoreUrl: string | null;
  /** Present: read models live in MongoDB. Absent: in SQLite in the data folder. */
  readonly mongodbUrl: string | null;
  /** Of a deployment on servers: what its tokens are signed with and its mails are hashed with is derived from it. */
  readonly secret: Buffer | null;
  /** Whether this process folds the read models and runs the processes; on servers `apps/worker` does. */
  readonly follow: boolean;
  /** Whether the demonstration world and its accounts are made on an empty store. */
  readonly demo: boolean;
  /** A deployment's identity provider; null means local accounts only. */
  readonly oidc: { readonly issuer: string; readonly audience: string } | null;
  /** Requests a client address may send in a minute. */
  readonly requestsPerMinute: number;
  /** Addresses and networks (CIDR) of the proxies before us: whom they name in `X-Forwarded-For` is the caller. Of anybody else that header means nothing. */
  readonly proxies: readonly string[];
  /** Where this deployment is reached from outside, without a slash at the end; null means that links are told as paths. */
  readonly publicUrl: string | null;
  /** Present: letters go out by this SMTP server (the address may hold a password: never logged). Absent: they are shown in the application only. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
};

/** A setting that cannot be used: the message is one line that names it. */
export class ConfigError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = (env: Environment, name: string, standard: number, least: number, most: number): number => {
  const text = env[name] ?? String(standard);
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  return value;
};

const url = (env: Environment, name: string, schemes: readonly string[]): string | null => {
  const text = env[name];
  if (text === undefined || text === '') return null;
  // A cluster is named by a list of hosts with ports, which only without them is an address to `URL`.
  const parsable = text.replace(/:\d+,/g, ',');
  if (!URL.canParse(parsable) || !schemes.includes(new URL(parsable).protocol)) throw new ConfigError(`${name} must be an address that starts with ${schemes.map((s) => `${s}//`).join(' or ')}`);
  return text;
};

/** What links begin with, so nothing may stand in it that a path cannot follow, nor what nobody else should read. Without a slash at the end. */
const publicUrlOf = (env: Environment): string | null => {
  const name = 'HEWU_PUBLIC_URL';
  const text = url(env, name, ['https:', 'http:']);
  if (text === null) return null;
  const { username, password } = new URL(text);
  if (username !== '' || password !== '' || /[?#\s]/.test(text)) throw new ConfigError(`${name} must hold no user, password, query (?), fragment (#) or space: links begin with it`);
  return text.replace(/\/+$/, '');
};

const proxiesOf = (env: Environment): readonly string[] => {
  const listed = (env['HEWU_PROXIES'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '');
  for (const one of listed) {
    const [address = '', bits, ...more] = one.split('/');
    const most = { 4: 32, 6: 128 }[isIP(address)];
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (most ?? 0));
    if (most === undefined || !isNetwork || more.length > 0) throw new ConfigError(`HEWU_PROXIES must be addresses or networks, as in "10.0.0.7,172.16.0.0/12", with commas between them, not "${one}"`);
  }
  return listed;
};

const onOrOff = (env: Environment, name: string, standard: 'on' | 'off'): boolean => {
  const text = env[name] ?? standard;
  if (text !== 'on' && text !== 'off') throw new ConfigError(`${name} must be "on" or "off", not "${text}"`);
  return text === 'on';
};

/** Needed exactly where there is no data folder to keep secrets in. */
const secretOf = (env: Environment, onServers: boolean): Buffer | null => {
  if (!onServers) return null;
  const text = env['HEWU_SECRET'] ?? '';
  const secret = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || secret.length < 32) throw new ConfigError('HEWU_SECRET must be at least 32 random bytes in base64 when EVENTSTORE_URL is set (make some with: openssl rand -base64 48)');
  return secret;
};

/** Mail carries links and names a sender, so the three are set together. */
const mailOf = (env: Environment, publicUrl: string | null): Config['mail'] => {
  const smtpUrl = url(env, 'HEWU_SMTP_URL', ['smtp:', 'smtps:']);
  if (smtpUrl === null) return null;
  const from = env['HEWU_MAIL_FROM'] ?? '';
  if (!/^[\w.+-]+@[\w-]+(\.[\w-]+)*$/.test(from)) throw new ConfigError('HEWU_MAIL_FROM must be a mail address, alone, when HEWU_SMTP_URL is set');
  if (publicUrl === null) throw new ConfigError('HEWU_PUBLIC_URL must be set when HEWU_SMTP_URL is: letters carry links');
  return { smtpUrl, from };
};

/** Settings that mean nothing without another one. */
const PARTNERS: readonly (readonly [string, string])[] = [['OIDC_AUDIENCE', 'OIDC_ISSUER'], ['HEWU_MAIL_FROM', 'HEWU_SMTP_URL'], ['HEWU_SECRET', 'EVENTSTORE_URL']];
/** All that this program reads; `HEWU_SITE` is the proxy's, from the same file of settings. */
const KNOWN = ['HEWU_DATA', 'HEWU_DEMO', 'HEWU_FOLLOW', 'HEWU_MAIL_FROM', 'HEWU_PROXIES', 'HEWU_PUBLIC_URL', 'HEWU_REQUESTS_PER_MINUTE', 'HEWU_SECRET', 'HEWU_SITE', 'HEWU_SMTP_URL'];

/** What was set and would change nothing is a mistake that nobody would notice. */
const refuseIdle = (env: Environment): void => {
  const unknown = Object.keys(env).find((name) => name.startsWith('HEWU_') && !KNOWN.includes(name));
  if (unknown) throw new ConfigError(`${unknown} is no setting; there are ${KNOWN.join(', ')}`);
  for (const [name, partner] of PARTNERS) if (env[name] && !env[partner]) throw new ConfigError(`${name} means nothing unless ${partner} is set`);
};

/** Throws `ConfigError` at the first wrong value. */
export const readConfig = (env: Environment): Config => {
  refuseIdle(env);
  const issuer = url(env, 'OIDC_ISSUER', ['https:', 'http:']);
  if (issuer && !env['OIDC_AUDIENCE']) throw new ConfigError('OIDC_AUDIENCE must be set when OIDC_ISSUER is');
  const eventStoreUrl = url(env, 'EVENTSTORE_URL', ['esdb:', 'esdb+discover:']);
  const mongodbUrl = url(env, 'MONGODB_URL', ['mongodb:', 'mongodb+srv:']);
  if ((eventStoreUrl === null) !== (mongodbUrl === null)) throw new ConfigError('EVENTSTORE_URL and MONGODB_URL must be set together, or neither');
  const follow = onOrOff(env, 'HEWU_FOLLOW', eventStoreUrl ? 'off' : 'on');
  if (!follow && !eventStoreUrl) throw new ConfigError('HEWU_FOLLOW must be "on" without EVENTSTORE_URL: nobody else could fold the read models');
  const demo = onOrOff(env, 'HEWU_DEMO', eventStoreUrl ? 'off' : 'on');
  if (demo && eventStoreUrl) throw new ConfigError('HEWU_DEMO must be "off" when EVENTSTORE_URL is set: the demonstration world is made in the embedded store alone');
  const dataFolder = env['HEWU_DATA'] ?? 'data';
  if (dataFolder.trim() === '') throw new ConfigError('HEWU_DATA must name a folder');
  const publicUrl = publicUrlOf(env);
  const host = env['HOST'] ?? '127.0.0.1';
  if (!/^[\w.:-]+$/.test(host)) throw new ConfigError(`HOST must be an address or a host name, not "${host}"`);
  return {
    host,
    port: wholeNumber(env, 'PORT', 3000, 0, 65_535),
    dataFolder,
    eventStoreUrl,
    mongodbUrl,
    secret: secretOf(env, eventStoreUrl !== null),
    follow,
    demo,
    oidc: issuer ? { issuer, audience: env['OIDC_AUDIENCE']! } : null,
    requestsPerMinute: wholeNumber(env, 'HEWU_REQUESTS_PER_MINUTE', 6_000, 1, 10_000_000),
    proxies: proxiesOf(env),
    publicUrl,
    mail: mailOf(env, publicUrl),
  };
};
