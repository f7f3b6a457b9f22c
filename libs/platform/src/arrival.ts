import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Clock } from '@hewu/kernel/src/clock.js';

type Arrived = { arrivedAt?: string };

/**
 * Stamps every request once, by the server's clock, when all of it has been read and before anything is decided about it. Not at its
 * first byte: whoever then held the rest back could send it after having seen what others asked.
 */
export const stampArrivals = (app: NestFastifyApplication, clock: Clock): void => {
  app.getHttpAdapter().getInstance().addHook('preValidation', (request, _reply, done) => {
    (request as Arrived).arrivedAt = clock.now();
    done();
  });
};

/** Parameter decorator: when the request had arrived, for what is decided by who came first. */
export const ArrivedAt = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { arrivedAt } = context.switchToHttp().getRequest<Arrived>();
  if (arrivedAt === undefined) throw new Error('the application does not stamp arrivals');
  return arrivedAt;
});
