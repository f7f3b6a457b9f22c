import { Module } from '@nestjs/common';
import { Findables } from '@hewu/search/src/findables.js';
import { actHandlers } from './act.commands.js';
import { bookingHandlers } from './booking.commands.js';
import { BookingFactsSource } from './booking-facts.js';
import { BookingsController } from './bookings.controller.js';
import { CalendarsController } from './calendars.controller.js';
import { instrumentHandlers } from './instrument.commands.js';
import { InstrumentsController } from './instruments.controller.js';
import { quotaHandlers } from './quota.commands.js';
import { QuotasController } from './quotas.controller.js';
import { Quotas } from './quotas.js';
import { Schedules } from './schedules.js';
import { usageHandlers } from './usage.commands.js';
import { WaitingController } from './waiting.controller.js';
import { findableInstruments } from './instrument.findable.js';

@Module({ controllers: [InstrumentsController, CalendarsController, BookingsController, WaitingController, QuotasController], providers: [BookingFactsSource, Quotas, Schedules, ...quotaHandlers, ...instrumentHandlers, ...bookingHandlers, ...actHandlers, ...usageHandlers] })
export class InstrumentsModule {
  constructor(findables: Findables) {
    findables.register(findableInstruments);
  }
}
