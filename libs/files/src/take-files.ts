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
    done((request.routeOptions.config as Partial<typeof TAKES_FILE>).takesFile ? null : new Problem(415, 'media_type_unsupported'));
  });
};
