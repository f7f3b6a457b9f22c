import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * What every answer of the interface tells caches, unless its route says it better: what somebody signed in was told, or did, is
 * kept nowhere; what everybody may read may be kept but is asked for again each time, since lists change at any moment and a
 * listing that was suspended must be gone. Which answer it is depends on what is accepted.
 */
export const tellCaches = (app: NestFastifyApplication): void => {
  app.getHttpAdapter().getInstance().addHook('onRequest', (request, reply, done) => {
    reply.header('vary', 'accept, accept-language');
    if (request.url.startsWith('/api/')) reply.header('cache-control', request.headers.authorization === undefined && request.method === 'GET' ? 'no-cache' : 'private, no-store');
    done();
  });
};
