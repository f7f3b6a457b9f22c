import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import { ValidationPipe } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { stampArrivals } from '@hewu/platform/src/arrival.js';
import type { Config } from '@hewu/platform/src/config.js';
import { Problem } from '@hewu/platform/src/problems.js';
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
  stampArrivals(app, app.get<Clock>(CLOCK));
  await app.register(compress, { global: true, encodings: ['gzip', 'identity'], threshold: 1024 });
  await app.register(rateLimit, { max: config.requestsPerMinute, timeWindow: '1 minute', errorResponseBuilder: (_request, { ttl }) => new Problem(429, 'too_many_requests', undefined, { 'retry-after': String(Math.ceil(ttl / 1000)) }) });
  app.setGlobalPrefix('api/v1', { exclude: ['/'] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, forbidUnknownValues: true, stopAtFirstError: false }));
  SwaggerModule.setup('docs', app, () => describeApi(app, contexts), { jsonDocumentUrl: 'openapi.json', yamlDocumentUrl: 'openapi.yaml' });
};
