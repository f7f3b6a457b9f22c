import type { Type } from '@nestjs/common';
import { auditParts } from '@hewu/audit/src/audit.parts.js';
import { AuditModule } from '@hewu/audit/src/index.js';
import { CalendarModule } from '@hewu/calendar/src/index.js';
import { calendarParts } from '@hewu/calendar/src/calendar.parts.js';
import { InstrumentsModule } from '@hewu/instruments/src/index.js';
import { instrumentsParts } from '@hewu/instruments/src/instruments.parts.js';
import { ListingsModule } from '@hewu/listings/src/index.js';
import { listingsParts } from '@hewu/listings/src/listings.parts.js';
import { OrganisationsModule } from '@hewu/organisations/src/index.js';
import { organisationsParts } from '@hewu/organisations/src/organisations.parts.js';
import { RulesModule } from '@hewu/rules/src/index.js';
import { rulesParts } from '@hewu/rules/src/rules.parts.js';
import { TransfersModule } from '@hewu/transfers/src/index.js';
import { transfersParts } from '@hewu/transfers/src/transfers.parts.js';
import type { ContextParts } from '@hewu/platform/src/context-parts.js';

/** Every context of the product: its Nest module and its parts for the runners. The one place where contexts are put together. */
export const modules: readonly Type[] = [CalendarModule, RulesModule, OrganisationsModule, ListingsModule, InstrumentsModule, TransfersModule, AuditModule];
const recording: readonly ContextParts[] = [calendarParts, rulesParts, organisationsParts, listingsParts, instrumentsParts, transfersParts];
/** The audit reads what all others record. */
export const contexts: readonly ContextParts[] = [...recording, auditParts(recording.flatMap(({ families }) => families))];
