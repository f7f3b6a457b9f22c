import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { systemChance } from '@hewu/kernel/src/chance.js';
import type { Clock } from '@hewu/kernel/src/clock.js';
import type { Config } from '@hewu/platform/src/config.js';
import { takeFiles } from '@hewu/files/src/take-files.js';
import { log } from '@hewu/platform/src/log.js';
import { publicOnly } from '@hewu/platform/src/outgoing-call.js';
import { answerExpectations, answerUnreadable, bareProblem } from '@hewu/platform/src/socket-problems.js';
import type { Stores } from '@hewu/platform/src/stores.js';
import { AppModule } from './app.module.js';
import { BODY_LIMIT_BYTES, configure } from './configure.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** How long a request may take to arrive, a file of the largest size on a slow line included; whoever holds it back longer gets 408. */
const REQUEST_TIMEOUT_MS = 300_000;

/** The whole product, wired and configured, not yet listening. */
export const createApp = async (config: Config, stores: Stores, clock: Clock, outgoing = publicOnly, chance = systemChance): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    // What Fastify answers before any route is found, such as to a broken address. What is longer than any id is none.
    frameworkErrors: ({ code: cause }: Error & { readonly code?: string }, { headers }: FastifyRequest, reply: FastifyReply) => {
      const { status, type, language, body } = bareProblem(cause === 'FST_ERR_MAX_PARAM_LENGTH' ? 'not_found' : 'url_invalid', headers['accept-language']);
      void reply.status(status).headers({ ...Object.fromEntries(SECURITY_HEADERS), 'content-type': type, 'content-language': language, 'cache-control': 'no-store' }).send(body);
    },
    clientErrorHandler: answerUnreadable,
    // Checked by us, so that a request without one is answered as every other problem.
    http: { requireHostHeader: false },
    trustProxy: config.proxies.length > 0 ? [...config.proxies] : false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: BODY_LIMIT_BYTES,
    loggerInstance: log,
    forceCloseConnections: true,
    // Node keeps random bytes for these in stock; they name a request and are stored nowhere.
    genReqId: () => randomUUID(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(config, stores, clock, outgoing, chance), adapter, { logger: ['error', 'warn'], abortOnError: false, bodyParser: false });
  takeFiles(app);
  answerExpectations(app.getHttpServer() as Server);
  await configure(app, config);
  return app;
};
