import { Global, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { BOOKING_REGISTER } from '@hewu/platform/src/booking-register.js';
import { onFault } from '@hewu/platform/src/log.js';
import { Findables } from '@hewu/search/src/findables.js';
import { actHandlers, CountParts } from './act.commands.js';
import { actUndoingHandlers } from './act-undoing.commands.js';
import { bookingHandlers } from './booking.commands.js';
import { BookingChangesController } from './booking-changes.controller.js';
import { BookingFactsSource } from './booking-facts.js';
import { Bookings } from './booking-register.js';
import { BookingsController } from './bookings.controller.js';
import { CalendarLog } from './calendar-log.js';
import { CalendarsController } from './calendars.controller.js';
import { Explanations } from './explanations.js';
import { ExplanationsController } from './explanations.controller.js';
import { instrumentHandlers } from './instrument.commands.js';
import { Equivalents } from './equivalents.js';
import { FreeTimes } from './free-times.js';
import { InstrumentBook } from './instrument-book.js';
import { instrumentFileHandlers } from './instrument-files.commands.js';
import { InstrumentFilesController } from './instrument-files.controller.js';
import { InstrumentImport } from './instrument.import.js';
import { InstrumentsController } from './instruments.controller.js';
import { InstrumentSearches } from './instruments.search.js';
import { HoldsController } from './holds.controller.js';
import { offerHandlers } from './offer.commands.js';
import { Offers } from './offers.js';
import { operatorHandlers } from './operators.commands.js';
import { onCalendarHandlers } from './on-calendar.commands.js';
import { OperatorsController } from './operators.controller.js';
import { KioskController } from './kiosk.controller.js';
import { NamedGroups } from './named-groups.js';
import { quotaHandlers } from './quota.commands.js';
import { OutagesController } from './outages.controller.js';
import { OwnerDecisionsController } from './owner-decisions.controller.js';
import { PastFactsSource } from './past-facts.js';
import { QuotasController } from './quotas.controller.js';
import { Quotas } from './quotas.js';
import { RegistryController } from './registry.controller.js';
import { reportingHandlers } from './reporting.commands.js';
import { ReportingTerms } from './reporting-terms.js';
import { retirementHandlers } from './retirement.commands.js';
import { Schedules } from './schedules.js';
import { SchedulesController } from './schedules.controller.js';
import { seriesHandlers } from './series.commands.js';
import { SeriesController } from './series.controller.js';
import { SimulationController } from './simulation.controller.js';
import { TouchedBookings } from './touched-bookings.js';
import { usageHandlers } from './usage.commands.js';
import { UtilisationController } from './utilisation.controller.js';
import { Utilisations } from './utilisations.js';
import { Zones } from './zones.js';
import { WaitingController } from './waiting.controller.js';
import { findableInstruments } from './instrument.findable.js';

/** Global, so that contexts around the calendar can ask for bookings by `BOOKING_REGISTER`. */
@Global()
@Module({
  controllers: [
    InstrumentsController, RegistryController, OperatorsController, InstrumentFilesController, CalendarsController, OutagesController,
    BookingsController, BookingChangesController, OwnerDecisionsController, HoldsController, SeriesController, WaitingController, KioskController,
    QuotasController, ExplanationsController, SimulationController, SchedulesController, UtilisationController,
  ],
  providers: [
    BookingFactsSource, { provide: BOOKING_REGISTER, useClass: Bookings }, CalendarLog, CountParts, Explanations, PastFactsSource, Offers, Quotas,
    Schedules, TouchedBookings, Utilisations, Zones, ReportingTerms, InstrumentBook, NamedGroups, FreeTimes, InstrumentSearches, Equivalents, InstrumentImport,
    ...offerHandlers, ...quotaHandlers, ...instrumentHandlers, ...reportingHandlers, ...operatorHandlers, ...instrumentFileHandlers,
    ...retirementHandlers, ...bookingHandlers, ...seriesHandlers, ...onCalendarHandlers, ...actHandlers, ...actUndoingHandlers, ...usageHandlers,
  ],
  exports: [BOOKING_REGISTER],
})
export class InstrumentsModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly abort = new AbortController();
  private warming: Promise<void> = Promise.resolve();

  constructor(
    findables: Findables,
    private readonly times: FreeTimes,
    private readonly http: HttpAdapterHost,
  ) {
    findables.register(findableInstruments);
  }

  /** Where requests are served the calendars are loaded before the first of them asks for free time; nobody waits for it. */
  onApplicationBootstrap(): void {
    if (this.http.httpAdapter) this.warming = this.times.warm(this.abort.signal).catch((fault: unknown) => onFault(fault, 'free times'));
  }

  async onModuleDestroy(): Promise<void> {
    this.abort.abort();
    await this.warming;
  }
}
