import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from './problems.js';

/** What is here, but for another method, says so and for which (RFC 9110 §15.5.6). Call it before any route is made. */
export const tellMethods = (app: NestFastifyApplication): void => {
  const instance = app.getHttpAdapter().getInstance();
  const methods = new Set<HTTPMethod>();
  const routes = findMyWay();
  instance.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat() as HTTPMethod[]) {
      methods.add(one);
      if (!routes.hasRoute(one, url)) routes.on(one, url, () => undefined);
    }
  });
  instance.addHook('onRequest', (request, _reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?')[0]!;
    const allowed = [...methods].filter((method) => routes.find(method, path) !== null);
    if (allowed.length === 0) return done();
    done(new Problem(405, 'method_not_allowed', { allowed }, { allow: allowed.join(', ') }));
  });
};
