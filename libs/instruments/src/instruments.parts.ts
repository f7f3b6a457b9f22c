import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { actsProcess } from './acts.process.js';
import { bookingsProjection } from './bookings.projection.js';
import { chargesProjection } from './charges.projection.js';
import { calendarUpkeep } from './calendar-upkeep.process.js';
import { chargingProcess } from './charging.process.js';
import { actEvents, calendarEvents, instrumentEvents, quotaEvents, quotaRulesEvents, usageEvents } from './events.js';
import { instrumentsProjection } from './instruments.projection.js';
import { outagesProjection } from './outages.projection.js';
import { quotasProcess } from './quotas.process.js';
import { instrumentsRefusals } from './refusals.js';
import { waitingProjection } from './waiting.projection.js';

/** Shared instruments as the composition root needs them. */
export const instrumentsParts: ContextParts = {
  name: 'instruments',
  families: [instrumentEvents, calendarEvents, actEvents, quotaRulesEvents, quotaEvents, usageEvents],
  projections: [instrumentsProjection, bookingsProjection, outagesProjection, waitingProjection, chargesProjection],
  processes: [chargingProcess, calendarUpkeep, actsProcess, quotasProcess],
  refusals: instrumentsRefusals,
};
