import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '@hewu/platform/src/problems.js';

/** What a route that reads a form itself says of itself, with `@RouteConfig`. */
export const TAKES_FILE = { takesFile: true };

/**
 * Lets forms with a file through, unread, to those routes that take one; everywhere else they are answered 415 as every
 * other kind of body. Reading begins in the handler, so nobody sends a file whom the route's policy does not let in.
 */
export const takeFiles = (app: NestFastifyApplication): void => {
  app.getHttpAdapter().getInstance().addContentTypeParser('multipart/form-data', (request, _payload, done) => {
    if (!(request.routeOptions.config as Partial<typeof TAKES_FILE>).takesFile) return done(new Problem(415, 'media_type_unsupported'));
    // The form is read as it comes over the wire, so that no file grows on its way.
    const encoding = request.headers['content-encoding'];
    done(encoding === undefined || encoding === 'identity' ? null : new Problem(415, 'content_encoding_unsupported', { encoding }));
  });
};
