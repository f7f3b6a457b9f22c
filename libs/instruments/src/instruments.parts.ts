import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { actsProcess } from './acts.process.js';
import { bookingsProjection } from './bookings.projection.js';
import { chargesProjection } from './charges.projection.js';
import { calendarMarksProjection } from './calendar-marks.projection.js';
import { calendarUpkeep } from './calendar-upkeep.process.js';
import { chargingProcess } from './charging.process.js';
import { actEvents, calendarEvents, instrumentEvents, quotaEvents, quotaRulesEvents, usageEvents } from './events.js';
import { instrumentFilesProcess } from './instrument-files.process.js';
import { instrumentFilesProjection } from './instrument-files.projection.js';
import { instrumentVersionsProjection } from './instrument-versions.projection.js';
import { instrumentsProjection } from './instruments.projection.js';
import { offersProcess } from './offers.process.js';
import { operatorsProcess } from './operators.process.js';
import { operatorsProjection } from './operators.projection.js';
import { openingRulesProjection } from './opening-rules.projection.js';
import { outagesProjection } from './outages.projection.js';
import { quotasProcess } from './quotas.process.js';
import { reportingProcess } from './reporting.process.js';
import { instrumentsRefusals } from './refusals.js';
import { seriesProjection } from './series.projection.js';
import { waitingProjection } from './waiting.projection.js';

/** Shared instruments as the composition root needs them. */
export const instrumentsParts: ContextParts = {
  name: 'instruments',
  families: [instrumentEvents, calendarEvents, actEvents, quotaRulesEvents, quotaEvents, usageEvents],
  projections: [instrumentsProjection, instrumentVersionsProjection, instrumentFilesProjection, operatorsProjection, calendarMarksProjection, openingRulesProjection, bookingsProjection, outagesProjection, seriesProjection, waitingProjection, chargesProjection],
  processes: [chargingProcess, calendarUpkeep, actsProcess, offersProcess, quotasProcess, reportingProcess, operatorsProcess, instrumentFilesProcess],
  refusals: instrumentsRefusals,
};
