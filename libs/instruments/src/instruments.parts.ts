import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { bookingsProjection } from './bookings.projection.js';
import { chargesProjection } from './charges.projection.js';
import { chargingProcess } from './charging.process.js';
import { calendarEvents, instrumentEvents, usageEvents } from './events.js';
import { instrumentsProjection } from './instruments.projection.js';
import { instrumentsRefusals } from './refusals.js';

/** Shared instruments as the composition root needs them. */
export const instrumentsParts: ContextParts = {
  name: 'instruments',
  families: [instrumentEvents, calendarEvents, usageEvents],
  projections: [instrumentsProjection, bookingsProjection, chargesProjection],
  processes: [chargingProcess],
  refusals: instrumentsRefusals,
};
