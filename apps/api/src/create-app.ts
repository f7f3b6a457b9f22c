import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Config } from '@hewu/platform/src/config.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { log } from '@hewu/platform/src/log.js';
import type { Stores } from '@hewu/platform/src/stores.js';
import { AppModule } from './app.module.js';
import { BODY_LIMIT_BYTES, configure } from './configure.js';

/** The whole product, wired and configured, not yet listening. */
export const createApp = async (config: Config, stores: Stores, clock: Clock): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    // What Fastify answers before any route is found, such as to a broken address.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => void reply.status(400).type('application/problem+json; charset=utf-8').send({ type: '/problems/url_invalid', code: 'url_invalid', status: 400, title: `地址有误 / ${error.message}`, correlationId: newId() }),
    bodyLimit: BODY_LIMIT_BYTES,
    loggerInstance: log,
    forceCloseConnections: true,
    genReqId: newId,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(config, stores, clock), adapter, { logger: ['error', 'warn'], abortOnError: false, bodyParser: false });
  // Bodies are JSON and nothing else: forms and plain text answer 415.
  adapter.getInstance().removeContentTypeParser('text/plain');
  await configure(app, config);
  return app;
};
