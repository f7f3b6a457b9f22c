import { biddingDuties } from './bidding.duties.js';
import { bookingDuties } from './booking.duties.js';
import { calendarDuties } from './calendar.duties.js';
import { challengeDuties } from './challenge.duties.js';
import { conductDuties } from './conduct.duties.js';
import { contractDuties } from './contract.duties.js';
import { demandDuties } from './demand.duties.js';
import type { DutyTable, Slot, What } from './duty.js';
import { fileDuties } from './file.duties.js';
import { importDuties } from './import.duties.js';
import { incidentDuties } from './incident.duties.js';
import { instrumentDuties } from './instrument.duties.js';
import { listingDuties } from './listing.duties.js';
import { matchDuties } from './match.duties.js';
import { ruleDuties } from './rule.duties.js';
import { mandateDuties } from './mandate.duties.js';
import { negotiationDuties } from './negotiation.duties.js';
import { organisationDuties } from './organisation.duties.js';
import { priceNoticeDuties } from './price-notice.duties.js';
import { readingDuties } from './reading.duties.js';
import { qualificationDuties } from './qualification.duties.js';
import { samplesDuties } from './samples.duties.js';
import { supplyDuties } from './supply.duties.js';
import { transferDuties } from './transfer.duties.js';
import { workingYearDuties } from './working-year.duties.js';

/** Every table of the inbox. A new one asks for a higher version of the `duties` projection, so that what waits already is found too. */
const tables: readonly DutyTable[] = [
  organisationDuties, listingDuties, mandateDuties, fileDuties, importDuties, demandDuties, challengeDuties, negotiationDuties, transferDuties, priceNoticeDuties, biddingDuties, contractDuties, bookingDuties, calendarDuties, instrumentDuties, conductDuties, readingDuties, supplyDuties, incidentDuties, qualificationDuties, samplesDuties, matchDuties, ruleDuties, workingYearDuties,
];

export const slots: readonly Slot[] = tables.flatMap((table) => table.slots);

/** What is said of a kind of duty. A kind that a later program took out is told by its word. */
export const whatOf = (what: string): What => WHATS.get(what) ?? { zh: what, en: what };

export const WHATS: ReadonlyMap<string, What> = new Map(tables.flatMap((table) => Object.entries(table.whats)));
