import { isUtf8 } from 'node:buffer';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from './problems.js';

/** UTF-8 is all that JSON between systems can be (RFC 8259 §8.1); what says otherwise would be recorded as something else than was meant. */
const UTF8_OR_UNSAID = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?;?\s*$/i;

/** Reads bodies: JSON in UTF-8, without the keys that reach into prototypes. Nothing sent is no body. */
export const takeJson = (app: NestFastifyApplication): void => {
  const instance = app.getHttpAdapter().getInstance();
  const parse = instance.getDefaultJsonParser('error', 'error');
  instance.removeContentTypeParser(['application/json', 'text/plain']);
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!UTF8_OR_UNSAID.test(request.headers['content-type'] ?? '')) return done(new Problem(415, 'media_type_unsupported', { charset: 'utf-8' }));
    if (body.length === 0) return done(null, undefined);
    if (!isUtf8(body)) return done(new Problem(400, 'json_invalid', { charset: 'utf-8' }));
    void parse(request, body.toString('utf8'), done);
  });
};
