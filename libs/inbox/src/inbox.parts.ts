import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { calendarLinksProjection } from './calendar-links.projection.js';
import { deadlineUpkeep } from './deadline.process.js';
import { dutiesProjection } from './duties.projection.js';
import { deadlineEvents, letterEvents, preferencesEvents } from './events.js';
import { lettersProjection } from './letters.projection.js';
import { operatedProjection } from './operators.projection.js';
import { inboxRefusals } from './refusals.js';
import { staffProjection } from './staff.projection.js';

export const inboxParts: ContextParts = {
  name: 'inbox',
  families: [deadlineEvents, letterEvents, preferencesEvents],
  projections: [dutiesProjection, staffProjection, operatedProjection, lettersProjection, calendarLinksProjection],
  processes: [deadlineUpkeep],
  refusals: inboxRefusals,
};
