import { Global, Module } from '@nestjs/common';
import type { Config } from '@hewu/platform/src/config.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import { OWN_CALENDARS } from '@hewu/platform/src/own-calendars.js';
import { CONFIG, DATA_FOLDER } from '@hewu/platform/src/tokens.js';
import { BookingFeedsController } from './booking-feeds.controller.js';
import { Feeds } from './feeds.js';
import { FeedsKey } from './feeds-key.js';
import { ChangeInvitation } from './invitations.commands.js';
import { OwnCalendarLoop } from './own-calendar-loop.js';
import { CALENDAR_READER, OwnCalendarReader } from './own-calendar-reader.js';
import { OwnCalendarsController } from './own-calendars.controller.js';
import { ReadOwnCalendars } from './own-calendars.js';
import { ChangePersonalFeeds } from './personal-feeds.commands.js';
import { Persons } from './persons.js';
import { readerInThread, type Reader } from './reading.js';
import { TellInvitation } from './tell-invitation.js';

/** Calendars elsewhere. Global, so that instruments can ask whether their user is busy without importing this module. */
@Global()
@Module({
  controllers: [BookingFeedsController, OwnCalendarsController],
  providers: [
    { provide: FeedsKey, useFactory: (config: Config, folder: DataFolder | null) => FeedsKey.of(config, folder), inject: [CONFIG, DATA_FOLDER] },
    { provide: CALENDAR_READER, useFactory: (): Reader => readerInThread() },
    { provide: OWN_CALENDARS, useExisting: ReadOwnCalendars },
    Feeds, Persons, ReadOwnCalendars, OwnCalendarReader, OwnCalendarLoop, ChangePersonalFeeds, ChangeInvitation, TellInvitation,
  ],
  exports: [OWN_CALENDARS],
})
export class FeedsModule {}
