import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import request from 'supertest';
import { CommandBus } from '@nestjs/cqrs';
import { importJWK, SignJWT, type JWTPayload } from 'jose';
import { usccCheckCharacter } from '../../libs/identifiers/src/uscc.js';
import { ErasePersonCommand } from '../../libs/organisations/src/accounts.commands.js';
import { personOfIssuer } from '../../libs/organisations/src/issuer-tokens.js';
import { EstablishAuthorityCommand } from '../../libs/organisations/src/organisations.commands.js';
import { startIssuer, type TestIssuer } from '../support/oidc-issuer.js';
import { startWorld, type World } from '../support/world.js';

const uscc = (first17: string): string => first17 + usccCheckCharacter(`${first17}0`);
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a deployment with an identity provider', () => {
  let issuer: TestIssuer;
  let world: World;
  let director: string;
  const api = (method: 'get' | 'post', path: string, token: string, actingFor?: string) => {
    const test = request(world.app.getHttpServer())[method](`/api/v1${path}`).set('authorization', `Bearer ${token}`);
    return actingFor ? test.set('x-acting-for', actingFor) : test;
  };

  beforeAll(async () => {
    issuer = await startIssuer();
    world = await startWorld({ OIDC_ISSUER: issuer.issuer, OIDC_AUDIENCE: issuer.audience });
    director = await issuer.tokenOf('institute-director');
  });
  afterAll(async () => {
    await world?.stop();
    await issuer?.stop();
  });

  test('knows a person by issuer and subject, and by name once they have said it', async () => {
    const personId = personOfIssuer(issuer.issuer, 'institute-director');
    const before = await api('get', '/me', director).expect(200);
    expect(before.body).toEqual({ personId, registered: false, name: null, mail: null, phone: null, memberships: [], offers: [] });
    const body = { name: '重庆市合川区农业科学研究所', kind: 'research_institute', region: '500117', uscc: uscc('12500117MB0001234') };
    expect((await api('post', '/organisations', director).send(body).expect(422)).body).toMatchObject({ code: 'person_unknown' });

    const { body: described } = await api('post', '/accounts/me', director).send({ name: '王岚', mail: 'wang@institute.example' }).expect(200);
    const after = await api('get', `/me?position=${described.position}`, director).expect(200);
    expect(after.body).toMatchObject({ personId, registered: true, name: '王岚', mail: 'wang@institute.example' });
    await api('post', '/accounts/me', director).send({ name: '王兰', mail: 'wang@institute.example', phone: '+86 23 4282 0000' }).expect(200);
    await world.settled();
    expect((await api('get', '/me', director)).body).toMatchObject({ name: '王兰', phone: '+86 23 4282 0000' });
    await api('post', '/organisations', director).send(body).expect(201);
  });

  test('decides access as with local accounts: the region’s reviewer verifies what the director registered', async () => {
    const reviewer = await issuer.tokenOf('bureau-reviewer');
    const { body: person } = await api('post', '/accounts/me', reviewer).send({ name: '周敏', mail: 'zhou@bureau.example' }).expect(200);
    const context = { commandId: 'c-1', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'system:setup', onBehalfOf: null, region: null, legalBasis: null };
    const established = await world.app.get(CommandBus).execute(new EstablishAuthorityCommand(
      { name: '合川区科学技术局', nameEn: null, region: '500117', uscc: uscc('11500117MB0009999'), evidence: '三定方案', administrator: { personId: person.id, roles: ['region_reviewer'] } }, context));
    const bureau = (established as { organisationId: string }).organisationId;
    await world.settled();
    const { body: mine } = await api('get', '/me', director).expect(200);
    const [{ organisationId }] = mine.memberships;
    await api('post', `/organisations/${organisationId}/verification`, reviewer, bureau).send({ evidence: '事业单位法人证书' }).expect(200);
    await world.settled();
    expect((await api('get', '/me', director, organisationId)).body.memberships).toMatchObject([{ organisationId, verified: true, administrator: true }]);
    expect((await api('get', '/me', director, bureau).expect(403)).body.code).toBe('not_a_member');
  });

  test('has no local accounts', async () => {
    const http = request(world.app.getHttpServer());
    for (const [path, body] of [
      ['/accounts', { name: '李四', mail: 'li@x.example', password: 'a long enough password' }],
      ['/sessions', { mail: 'li@x.example', password: 'a long enough password' }],
      ['/sessions/refresh', { refreshToken: 'x' }],
    ] as const) expect((await http.post(`/api/v1${path}`).send(body).expect(403)).body.code).toBe('local_accounts_off');
  });

  test('refuses every token that is not the issuer’s own for this audience', async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer.issuer, aud: issuer.audience, sub: 'institute-director', iat: now, exp: now + 600 };
    const key = await importJWK(issuer.key, 'RS256');
    const signed = (payload: JWTPayload, header: object = {}): Promise<string> => new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'first', typ: 'at+jwt', ...header }).sign(key);
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const byStranger = (header: object): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...header }).sign(stranger.privateKey);
    const publicPem = createPublicKey({ key: issuer.key as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const confused = `${b64({ alg: 'HS256', kid: 'first' })}.${b64(claims)}`;
    const whole = await signed(claims);
    await api('get', '/me', whole).expect(200);

    const hostile: Record<string, string> = {
      'algorithm none': `${b64({ alg: 'none' })}.${b64(claims)}.`,
      'the public key as a shared secret': `${confused}.${createHmac('sha256', publicPem).update(confused).digest('base64url')}`,
      'other issuer': await signed({ ...claims, iss: 'http://127.0.0.1:1' }),
      'other audience': await signed({ ...claims, aud: 'urn:other:api' }),
      'no audience': await signed({ ...claims, aud: undefined } as JWTPayload),
      'expired': await signed({ ...claims, exp: now - 60 }),
      'no expiry': await signed({ ...claims, exp: undefined } as JWTPayload),
      'not yet valid': await signed({ ...claims, nbf: now + 300 }),
      'no subject': await signed({ ...claims, sub: undefined } as JWTPayload),
      'an empty subject': await signed({ ...claims, sub: '' }),
      'a subject that is a number': await signed({ ...claims, sub: 7 } as unknown as JWTPayload),
      'a subject that is a list': await signed({ ...claims, sub: ['institute-director'] } as unknown as JWTPayload),
      'a logout token': await signed(claims, { typ: 'logout+jwt' }),
      'unknown key id': await signed(claims, { kid: 'second' }),
      'another key under a known id': await byStranger({ kid: 'first' }),
      'its own key inside': await byStranger({ kid: 'first', jwk: stranger.publicKey.export({ format: 'jwk' }) }),
      'its own address of keys inside': await byStranger({ kid: 'first', jku: 'http://127.0.0.1:1/jwks' }),
      'truncated': whole.slice(0, -5),
      'cut in two': whole.split('.').slice(0, 2).join('.'),
      'other payload under the signature': whole.replace(/\.[^.]+\./, `.${b64({ ...claims, sub: 'bureau-reviewer' })}.`),
      'no token at all': 'x',
      'very long': `${whole}${'A'.repeat(9_000)}`,
    };
    for (const [name, token] of Object.entries(hostile)) {
      const { status, body, headers } = await api('get', '/me', token);
      expect({ name, status, code: body.code, challenge: headers['www-authenticate'] }).toEqual({ name, status: 401, code: 'token_invalid', challenge: 'Bearer error="invalid_token"' });
    }
    for (const header of ['Bearer', 'Bearer ', 'Basic eDp5', `Bearer ${whole} ${whole}`, `Bearer  ${whole}`]) {
      const { status, body } = await request(world.app.getHttpServer()).get('/api/v1/me').set('authorization', header);
      expect({ header, status, code: body.code }).toEqual({ header, status: 401, code: 'token_invalid' });
    }
  });

  test('keeps an erased person out, although the provider still knows them', async () => {
    const reviewer = await issuer.tokenOf('bureau-reviewer');
    const context = { commandId: 'c-2', fingerprint: '', correlationId: 'c', causationId: 'c', actor: 'system:operator', onBehalfOf: null, region: null, legalBasis: null };
    await world.app.get(CommandBus).execute(new ErasePersonCommand({ personId: personOfIssuer(issuer.issuer, 'bureau-reviewer'), reason: '本人申请' }, context));
    expect((await api('get', '/me', reviewer).expect(401)).body.code).toBe('token_invalid');
  });
});
