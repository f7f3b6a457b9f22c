import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { personOfIssuer } from '../../libs/organisations/src/issuer-tokens.js';
import { startWorld } from '../support/world.js';

const AUDIENCE = 'urn:hewu:api';

// In a file of its own: the client of EventStoreDB allows one world in a process.
describe('a deployment whose identity provider is away when it starts', () => {
  test('says so while it cannot be reached, and heals when it can', async () => {
    const port = await freePort();
    const key = await ownKey();
    const home = `http://127.0.0.1:${port}`;
    const away = await startWorld({ OIDC_ISSUER: home, OIDC_AUDIENCE: AUDIENCE });
    const late = createServer((asked, answer) => answer.end(JSON.stringify(asked.url === '/jwks' ? { keys: [publicPart(key)] } : { issuer: home, jwks_uri: `${home}/jwks` })));
    const me = (given = token): request.Test => request(away.app.getHttpServer()).get('/api/v1/me').set('authorization', `Bearer ${given}`);
    const now = Math.floor(Date.now() / 1000);
    const signedWith = async (alg: string): Promise<string> =>
      new SignJWT({ iss: home, aud: AUDIENCE, sub: 'institute-director', exp: now + 600 }).setProtectedHeader({ alg, kid: 'first' }).sign(await importJWK({ ...key, alg }, alg));
    const token = await signedWith('RS256');
    try {
      const { status, headers, body } = await me();
      expect([status, headers['retry-after'], body.code]).toEqual([503, '5', 'identity_provider_unavailable']);
      await request(away.app.getHttpServer()).get('/api/v1/organisations').expect(200);
      await once(late.listen(port, '127.0.0.1'), 'listening');
      expect((await me().expect(200)).body.personId).toBe(personOfIssuer(home, 'institute-director'));
      await me(await signedWith('PS256')).expect(200);
      await me(await signedWith('RS512')).expect(401);
    } finally {
      late.close();
      await away.stop();
    }
  });
});

/** A key of the issuer that this file plays. */
const ownKey = async (): Promise<JWK> => ({ ...(await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey)), kid: 'first', use: 'sig' });

/** Without `alg`, as some issuers publish their keys: then only our own list says which algorithms are taken. */
const publicPart = ({ kty, n, e, kid, use }: JWK): JWK => ({ kty, n: n!, e: e!, kid: kid!, use: use! });

/** A port nobody listens on at the moment. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
