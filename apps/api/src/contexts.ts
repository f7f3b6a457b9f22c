import type { Type } from '@nestjs/common';
import { auditParts } from '@hewu/audit/src/audit.parts.js';
import { AuditModule } from '@hewu/audit/src/index.js';
import { biddingParts } from '@hewu/bidding/src/bidding.parts.js';
import { BiddingModule } from '@hewu/bidding/src/index.js';
import { CalendarModule } from '@hewu/calendar/src/index.js';
import { calendarParts } from '@hewu/calendar/src/calendar.parts.js';
import { inboxParts } from '@hewu/inbox/src/inbox.parts.js';
import { InboxModule } from '@hewu/inbox/src/index.js';
import { filesParts } from '@hewu/files/src/files.parts.js';
import { FilesModule } from '@hewu/files/src/index.js';
import { demandsParts } from '@hewu/demands/src/demands.parts.js';
import { DemandsModule } from '@hewu/demands/src/index.js';
import { InstrumentsModule } from '@hewu/instruments/src/index.js';
import { instrumentsParts } from '@hewu/instruments/src/instruments.parts.js';
import { ListingsModule } from '@hewu/listings/src/index.js';
import { listingsParts } from '@hewu/listings/src/listings.parts.js';
import { OrganisationsModule } from '@hewu/organisations/src/index.js';
import { organisationsParts } from '@hewu/organisations/src/organisations.parts.js';
import { RightsModule } from '@hewu/rights/src/index.js';
import { rightsParts } from '@hewu/rights/src/rights.parts.js';
import { RulesModule } from '@hewu/rules/src/index.js';
import { rulesParts } from '@hewu/rules/src/rules.parts.js';
import { TransfersModule } from '@hewu/transfers/src/index.js';
import { transfersParts } from '@hewu/transfers/src/transfers.parts.js';
import { WebhooksModule } from '@hewu/webhooks/src/index.js';
import { webhooksParts } from '@hewu/webhooks/src/webhooks.parts.js';
import type { ContextParts } from '@hewu/platform/src/context-parts.js';

/** Every context of the product: its Nest module and its parts for the runners. The one place where contexts are put together. */
export const modules: readonly Type[] = [CalendarModule, FilesModule, RulesModule, OrganisationsModule, ListingsModule, InstrumentsModule, RightsModule, TransfersModule, BiddingModule, DemandsModule, InboxModule, WebhooksModule, AuditModule];
const recording: readonly ContextParts[] = [calendarParts, filesParts, rulesParts, organisationsParts, listingsParts, instrumentsParts, rightsParts, transfersParts, biddingParts, demandsParts, inboxParts, webhooksParts];
/** The audit reads what all others record. */
export const contexts: readonly ContextParts[] = [...recording, auditParts(recording.flatMap(({ families }) => families))];
