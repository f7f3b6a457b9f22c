import type { FastifyInstance } from 'fastify';

const ROUTE = '/api/v1/unsubscriptions/';
/** `List-Unsubscribe=One-Click` has 26. */
const FORM_BYTES = 1_024;

const FORM = 'application/x-www-form-urlencoded';

/**
 * Mail programs send the one click of RFC 8058 as a form. Everywhere else bodies are JSON and a form answers 415, so that no
 * foreign page can post with a browser's help. What the form says does not matter and is thrown away. (The other kind of form
 * that the RFC allows, multipart, is let through unread by the route's `TAKES_FILE`.)
 */
export const takeOneClick = (fastify: FastifyInstance): void => {
  fastify.addContentTypeParser(FORM, { parseAs: 'buffer', bodyLimit: FORM_BYTES }, (request, _body, done) => {
    if (request.url.startsWith(ROUTE)) done(null, undefined);
    else done(Object.assign(new Error('forms are for one-click unsubscribing alone'), { statusCode: 415 }));
  });
};
