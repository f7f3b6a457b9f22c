// An OpenID provider on 127.0.0.1 for tests, in a process of its own because oidc-provider is an ES module and Jest is not.
// Prints one line of JSON: the issuer, its audience, two clients, and its private key, with which a test makes hostile tokens.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

const AUDIENCE = 'urn:hewu:api';
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'first' };
const clients = ['institute-director', 'bureau-reviewer'].map((client_id) => ({
  client_id, client_secret: `secret of ${client_id}`, grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
}));

const server = createServer().listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    jwks: { keys: [key] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        getResourceServerInfo: () => ({ scope: '', audience: AUDIENCE, accessTokenTTL: 600, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
    },
  });
  server.on('request', provider.callback());
  process.stdout.write(`${JSON.stringify({ issuer, audience: AUDIENCE, clients, key })}\n`);
});
