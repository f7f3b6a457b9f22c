import { ConfigError, readConfig } from './config.js';

const servers = { EVENTSTORE_URL: 'esdb://admin:changeit@store:2113?tls=true', MONGODB_URL: 'mongodb://store/hewu', HEWU_SECRET: Buffer.alloc(32, 7).toString('base64') };

describe('the configuration', () => {
  test('without any setting: the embedded stores in "data", with the demonstration, reachable from this machine alone', () => {
    expect(readConfig({})).toEqual({ host: '127.0.0.1', port: 3000, dataFolder: 'data', eventStoreUrl: null, mongodbUrl: null, secret: null, follow: true, demo: true, oidc: null, requestsPerMinute: 6_000, proxies: [], publicUrl: null, mail: null });
  });

  test('on servers: no demonstration, and the read models are folded by the worker', () => {
    expect(readConfig(servers)).toMatchObject({ eventStoreUrl: servers.EVENTSTORE_URL, mongodbUrl: servers.MONGODB_URL, secret: Buffer.alloc(32, 7), follow: false, demo: false });
    expect(readConfig({ ...servers, HEWU_FOLLOW: 'on' }).follow).toBe(true);
  });

  test('mail: an SMTP server, a sender and the address that links begin with', () => {
    const mail = { HEWU_SMTP_URL: 'smtps://user:secret@mail.example', HEWU_MAIL_FROM: 'hewu@market.example', HEWU_PUBLIC_URL: 'https://market.example/' };
    expect(readConfig(mail)).toMatchObject({ publicUrl: 'https://market.example', mail: { smtpUrl: mail.HEWU_SMTP_URL, from: mail.HEWU_MAIL_FROM } });
    expect(readConfig({ HEWU_PUBLIC_URL: 'https://market.example' }).mail).toBeNull();
  });

  test.each([
    [{ HEWU_SMTP_URL: 'mail.example:25' }, 'HEWU_SMTP_URL must be an address that starts with smtp:// or smtps://'],
    [{ HEWU_SMTP_URL: 'smtp://mail.example' }, 'HEWU_MAIL_FROM must be a mail address'],
    [{ HEWU_SMTP_URL: 'smtp://mail.example', HEWU_MAIL_FROM: 'Hewu <hewu@market.example>\r\nBcc: all@example.com' }, 'HEWU_MAIL_FROM must be a mail address'],
    [{ HEWU_SMTP_URL: 'smtp://mail.example', HEWU_MAIL_FROM: 'hewu@market.example' }, 'HEWU_PUBLIC_URL must be set when HEWU_SMTP_URL is'],
    [{ HEWU_PUBLIC_URL: 'https://user:secret@market.example' }, 'HEWU_PUBLIC_URL must hold no user, password, query'],
    [{ HEWU_PUBLIC_URL: 'https://market.example/?a=1' }, 'HEWU_PUBLIC_URL must hold no user'],
    [{ HEWU_PUBLIC_URL: 'https://market.example/?' }, 'HEWU_PUBLIC_URL must hold no user'],
    [{ HEWU_PUBLIC_URL: 'https://market.example/#top' }, 'HEWU_PUBLIC_URL must hold no user'],
    [{ HEWU_PUBLIC_URL: ' https://market.example' }, 'HEWU_PUBLIC_URL must hold no user'],
    [{ PORT: '80000' }, 'PORT must be a whole number from 0 to 65535, not "80000"'],
    [{ PORT: '-1' }, 'PORT must be'],
    [{ PORT: '3e3' }, 'PORT must be'],
    [{ HOST: 'a b' }, 'HOST must be an address'],
    [{ HEWU_DATA: ' ' }, 'HEWU_DATA must name a folder'],
    [{ HEWU_DEMO: 'yes' }, 'HEWU_DEMO must be "on" or "off", not "yes"'],
    [{ HEWU_DMEO: 'off' }, 'HEWU_DMEO is no setting; there are HEWU_DATA, HEWU_DEMO,'],
    [{ OIDC_AUDIENCE: 'hewu' }, 'OIDC_AUDIENCE means nothing unless OIDC_ISSUER is set'],
    [{ HEWU_MAIL_FROM: 'hewu@market.example' }, 'HEWU_MAIL_FROM means nothing unless HEWU_SMTP_URL is set'],
    [{ HEWU_SECRET: servers.HEWU_SECRET }, 'HEWU_SECRET means nothing unless EVENTSTORE_URL is set'],
    [{ HEWU_FOLLOW: 'off' }, 'HEWU_FOLLOW must be "on" without EVENTSTORE_URL'],
    [{ HEWU_REQUESTS_PER_MINUTE: '0' }, 'HEWU_REQUESTS_PER_MINUTE must be'],
    [{ HEWU_PROXIES: 'proxy' }, 'HEWU_PROXIES must be'],
    [{ HEWU_PROXIES: '10.0.0.0/33' }, 'HEWU_PROXIES must be'],
    [{ HEWU_PROXIES: '0.0.0.0/0' }, 'HEWU_PROXIES must be'],
    [{ HEWU_PROXIES: '10.0.0.1,fd00::/8/2' }, 'HEWU_PROXIES must be'],
    [{ OIDC_ISSUER: 'https://issuer.example' }, 'OIDC_AUDIENCE must be set when OIDC_ISSUER is'],
    [{ OIDC_ISSUER: 'issuer.example', OIDC_AUDIENCE: 'hewu' }, 'OIDC_ISSUER must be an address that starts with https:// or http://'],
    [{ EVENTSTORE_URL: servers.EVENTSTORE_URL }, 'EVENTSTORE_URL and MONGODB_URL must be set together'],
    [{ MONGODB_URL: servers.MONGODB_URL }, 'EVENTSTORE_URL and MONGODB_URL must be set together'],
    [{ ...servers, EVENTSTORE_URL: 'http://store' }, 'EVENTSTORE_URL must be an address that starts with esdb://'],
    [{ ...servers, MONGODB_URL: 'store:27017' }, 'MONGODB_URL must be an address that starts with mongodb://'],
    [{ ...servers, HEWU_SECRET: '' }, 'HEWU_SECRET must be at least 32 random bytes in base64'],
    [{ ...servers, HEWU_SECRET: Buffer.alloc(31).toString('base64') }, 'HEWU_SECRET must be at least 32'],
    [{ ...servers, HEWU_SECRET: `${'!'.repeat(64)}` }, 'HEWU_SECRET must be at least 32'],
    [{ ...servers, HEWU_DEMO: 'on' }, 'HEWU_DEMO must be "off" when EVENTSTORE_URL is set'],
  ])('%j ends the start with one line that names it', (env: Record<string, string>, line) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(line);
  });
});
