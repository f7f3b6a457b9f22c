import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Config } from '@hewu/platform/src/config.js';
import { takeFiles } from '@hewu/files/src/take-files.js';
import { newId } from '@hewu/kernel/src/ids.js';
import { log } from '@hewu/platform/src/log.js';
import { publicOnly } from '@hewu/platform/src/outgoing-call.js';
import type { Stores } from '@hewu/platform/src/stores.js';
import { AppModule } from './app.module.js';
import { BODY_LIMIT_BYTES, configure } from './configure.js';

/** The whole product, wired and configured, not yet listening. */
export const createApp = async (config: Config, stores: Stores, clock: Clock, outgoing = publicOnly): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    // What Fastify answers before any route is found, such as to a broken address.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => void reply.status(400).type('application/problem+json; charset=utf-8').send({ type: '/problems/url_invalid', code: 'url_invalid', status: 400, title: `地址有误 / ${error.message}`, correlationId: newId() }),
    bodyLimit: BODY_LIMIT_BYTES,
    loggerInstance: log,
    forceCloseConnections: true,
    // Node keeps random bytes for these in stock; they name a request and are stored nowhere.
    genReqId: () => randomUUID(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(config, stores, clock, outgoing), adapter, { logger: ['error', 'warn'], abortOnError: false, bodyParser: false });
  // Bodies are JSON, or a file where a route takes one: other forms and plain text answer 415.
  adapter.getInstance().removeContentTypeParser('text/plain');
  takeFiles(app);
  await configure(app, config);
  return app;
};
