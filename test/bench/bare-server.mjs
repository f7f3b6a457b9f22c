// The reference for bookings over HTTP: the same framework validates the same body and does nothing else.
import 'reflect-metadata';
import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { BookSlotBody } from '../../dist/libs/instruments/src/bookings.dto.js';

class Bare {
  book({ from }) {
    return { id: from, position: null, revision: 0 };
  }
}
Reflect.defineMetadata('design:paramtypes', [BookSlotBody], Bare.prototype, 'book');
Body()(Bare.prototype, 'book', 0);
Post('bookings')(Bare.prototype, 'book', Object.getOwnPropertyDescriptor(Bare.prototype, 'book'));
Controller()(Bare);
class BareModule {}
Module({ controllers: [Bare] })(BareModule);

const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
console.log(`READY ${await app.getUrl()}`);
