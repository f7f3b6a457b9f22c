import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import { ValidationPipe } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { forAnswer } from '@hewu/kernel/src/read-models.js';
import { stampArrivals } from '@hewu/platform/src/arrival.js';
import { tellCaches } from '@hewu/platform/src/caching.js';
import type { Config } from '@hewu/platform/src/config.js';
import { inputInvalid } from '@hewu/platform/src/input-problems.js';
import { takeJson } from '@hewu/platform/src/json-body.js';
import { tellMethods } from '@hewu/platform/src/methods.js';
import { Problem } from '@hewu/platform/src/problems.js';
import { refuseAmbiguous } from '@hewu/platform/src/socket-problems.js';
import { rememberValidations } from '@hewu/platform/src/remembered-validation.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { contexts } from './contexts.js';
import { describeApi } from './openapi.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Bodies over this many bytes are refused with 413. */
export const BODY_LIMIT_BYTES = 262_144;

/** Everything between the socket and the controllers; the same in the product and in tests. */
export const configure = async (app: NestFastifyApplication, config: Config): Promise<void> => {
  // On the raw answer, so that streams (server-sent events) carry them too.
  app.getHttpAdapter().getInstance().addHook('onRequest', (_request, { raw }, done) => {
    for (const [name, value] of SECURITY_HEADERS) raw.setHeader(name, value);
    done();
  });
  tellCaches(app);
  refuseAmbiguous(app);
  tellMethods(app);
  takeJson(app);
  stampArrivals(app, app.get<Clock>(CLOCK));
  // When the body has been read: what reads it runs on its own.
  app.getHttpAdapter().getInstance().addHook('preValidation', (_request, _reply, done) => forAnswer(done));
  await app.register(compress, { global: true, encodings: ['gzip', 'identity'], threshold: 1024, onUnsupportedRequestEncoding: (encoding) => new Problem(415, 'content_encoding_unsupported', { encoding }) });
  await app.register(rateLimit, { max: config.requestsPerMinute, timeWindow: '1 minute', errorResponseBuilder: (_request, { ttl }) => new Problem(429, 'too_many_requests', undefined, { 'retry-after': String(Math.ceil(ttl / 1000)) }) });
  rememberValidations();
  app.setGlobalPrefix('api/v1', { exclude: ['/', 'problems/:code'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, forbidUnknownValues: true, stopAtFirstError: false, validationError: { target: true, value: true }, exceptionFactory: inputInvalid }));
  SwaggerModule.setup('docs', app, () => describeApi(app, contexts), {
    jsonDocumentUrl: 'openapi.json', yamlDocumentUrl: 'openapi.yaml', customSiteTitle: '合武 Hewu · API',
    // The bar says nothing of the market, and holds a button without a name.
    customCss: '.swagger-ui .topbar { display: none }',
  });
};
