import Fastify from 'fastify';
import helmet from '@fastify/helmet';
import { SECURITY_HEADERS } from './security-headers.js';

test('the security headers written out are those that helmet sets', async () => {
  const app = Fastify();
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null } } });
  app.get('/', () => '');
  const { headers } = await app.inject('/');
  await app.close();
  const ofHelmet = Object.entries(headers).filter(([name]) => !['content-length', 'content-type', 'date', 'connection'].includes(name));
  expect([...SECURITY_HEADERS].sort()).toEqual(ofHelmet.sort());
});
