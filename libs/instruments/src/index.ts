import { Module } from '@nestjs/common';
import { bookingHandlers } from './booking.commands.js';
import { BookingsController } from './bookings.controller.js';
import { instrumentHandlers } from './instrument.commands.js';
import { InstrumentsController } from './instruments.controller.js';
import { usageHandlers } from './usage.commands.js';

@Module({ controllers: [InstrumentsController, BookingsController], providers: [...instrumentHandlers, ...bookingHandlers, ...usageHandlers] })
export class InstrumentsModule {}
