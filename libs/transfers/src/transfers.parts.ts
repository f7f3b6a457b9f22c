import type { ContextParts } from '@hewu/platform/src/context-parts.js';
import { contractEvents, priceNoticeEvents, registrationNumberEvents, transferEvents } from './events.js';
import { listingFactsProjection } from './listing-facts.projection.js';
import { partyFactsProjection } from './party-facts.projection.js';
import { priceNoticeUpkeep } from './price-notice.process.js';
import { priceNoticesProjection } from './price-notices.projection.js';
import { transfersRefusals } from './refusals.js';
import { responses, roomFiles, rooms } from './rooms.processes.js';
import { transfersProjection } from './transfers.projection.js';
import { unfinishedTransfers } from './unfinished.process.js';
import { wonSales } from './won-sales.process.js';

/** Transfers as the composition root needs them. */
export const transfersParts: ContextParts = {
  name: 'transfers',
  families: [transferEvents, priceNoticeEvents, contractEvents, registrationNumberEvents],
  projections: [transfersProjection, priceNoticesProjection, listingFactsProjection, partyFactsProjection],
  processes: [priceNoticeUpkeep, unfinishedTransfers, wonSales, rooms, responses, roomFiles],
  refusals: transfersRefusals,
};
