import { Global, Module } from '@nestjs/common';
import { accessHandlers } from './access.commands.js';
import { AccessController } from './access.controller.js';
import { Access } from './access.js';

/** Global, so that bookings can ask `Access` without importing this module. */
@Global()
@Module({ controllers: [AccessController], providers: [Access, ...accessHandlers], exports: [Access] })
export class AccessModule {}
