import { calendarEvents, usageEvents, type CalendarEvent, type UsageEvent } from '@hewu/instruments/src/events.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { readingEvents, type ReadingEvent } from './events.js';
import { MeasureUseCommand, type ToMeasure } from './readings.commands.js';

/** A record of use is compared with what the instrument said, as soon as both are there. */
export const measuringProcess: Process<CalendarEvent | UsageEvent | ReadingEvent> = {
  name: 'measuring',
  families: [calendarEvents, usageEvents, readingEvents],
  react: (event) => {
    if (event.type === 'UsageRecorded' || event.type === 'LateUsageRecorded') return [{ do: 'send', errand: { name: 'measure', data: { bookingId: event.data.bookingId, upTo: event.position } satisfies ToMeasure } }];
    if (event.type !== 'ReadingsReceived') return [];
    const { instrumentId, readings } = event.data;
    return [{ do: 'send', errand: { name: 'measure', data: { instrumentId, from: readings[0]!.from, until: readings.at(-1)!.until, upTo: event.position } satisfies ToMeasure } }];
  },
  command: ({ data }, context) => new MeasureUseCommand(data as ToMeasure, context),
};
