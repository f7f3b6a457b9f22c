import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auctionEvents, biddingEvents } from '@hewu/bidding/src/events.js';
import { challengeEvents, demandEvents, disclosureEvents, proposalEvents, suggestionEvents } from '@hewu/demands/src/events.js';
import { fileEvents } from '@hewu/files/src/events.js';
import { contractEvents, priceNoticeEvents, transferEvents } from '@hewu/transfers/src/events.js';
import { importEvents } from '@hewu/imports/src/events.js';
import { achievementEvents, listingEvents, mandateEvents } from '@hewu/listings/src/events.js';
import { interestEvents, ndaEvents } from '@hewu/negotiation/src/events.js';
import { organisationEvents } from '@hewu/organisations/src/events.js';
import { conductEvents } from '@hewu/conduct/src/events.js';
import { actEvents, calendarEvents, instrumentEvents, usageEvents } from '@hewu/instruments/src/events.js';
import { workingCalendarEvents } from '@hewu/calendar/src/events.js';
import { ruleSetEvents } from '@hewu/rules/src/events.js';
import { measurementEvents } from '@hewu/readings/src/events.js';
import { certificateEvents, termsAcceptanceEvents, trainingSessionEvents } from '@hewu/qualifications/src/events.js';
import { samplesEvents } from '@hewu/samples/src/events.js';
import { supplyEvents } from '@hewu/supplies/src/events.js';
import { incidentEvents } from '@hewu/incidents/src/events.js';
import type { AnyFamily, Event, Recorded } from '@hewu/kernel/src/event.js';
import { dutiesProjection, type DutyDocument } from './duties.projection.js';
import { deadlineEvents } from './events.js';

const families: readonly AnyFamily[] = [
  importEvents,
  organisationEvents, achievementEvents, listingEvents, mandateEvents, fileEvents, demandEvents, disclosureEvents, proposalEvents, challengeEvents, suggestionEvents, interestEvents, ndaEvents, transferEvents, priceNoticeEvents, biddingEvents, auctionEvents,
  trainingSessionEvents, certificateEvents, termsAcceptanceEvents, samplesEvents,
  contractEvents, calendarEvents, instrumentEvents, actEvents, usageEvents, conductEvents, measurementEvents, supplyEvents, incidentEvents, ruleSetEvents, workingCalendarEvents, deadlineEvents,
];
const examples = new Map(
  readdirSync('libs').flatMap((context) => {
    try {
      return readdirSync(join('libs', context, 'src/examples')).map((file) => [file, join('libs', context, 'src/examples', file)] as const);
    } catch {
      return [];
    }
  }),
);

/** The recorded example of an event as the newest version has it, at that place of the log. */
export const recorded = ({ category, specs }: AnyFamily, type: string, n: number, changes: object = {}): Recorded<Event> => {
  const { version, upcasts = {} } = specs[type]!;
  let data = JSON.parse(readFileSync(examples.get(`${type}.v1.json`)!, 'utf8')) as Record<string, unknown>;
  for (let at = 1; at < version; at++) data = upcasts[at]!(data);
  data = { ...data, ...changes };
  return {
    type, data, eventId: `e-${n}`, schemaVersion: 1, stream: `${category}-x`, revision: n, position: String(n).padStart(8, '0'), recordedAt: '2026-03-02T01:00:00.000Z',
    metadata: { commandId: 'c', fingerprint: '', correlationId: 'x', causationId: 'x', actor: 'p', onBehalfOf: null, region: null, legalBasis: null, occurredAt: `2026-03-02T01:00:${String(n).padStart(2, '0')}.000Z` },
  } as unknown as Recorded<Event>;
};

/** Played on the recorded examples, so that what waits is seen to follow from what was really recorded. */
export class Story {
  readonly documents = new Map<string, DutyDocument>();
  private readonly events: Recorded<Event>[] = [];

  record(type: string, changes: object = {}): this {
    const event = recorded(families.find(({ specs: known }) => Object.hasOwn(known, type))!, type, this.events.length + 1, changes);
    this.events.push(event);
    this.fold(this.documents, event);
    return this;
  }

  /** Kinds of what waits now, in order. */
  get waits(): readonly string[] {
    // Twice delivered events are left out by the runner; a rebuild from the beginning gives the same.
    const rebuilt = new Map<string, DutyDocument>();
    for (const event of this.events) this.fold(rebuilt, event);
    if (JSON.stringify([...rebuilt]) !== JSON.stringify([...this.documents])) throw new Error('a rebuild gives something else');
    return this.open.map(({ what }) => what);
  }

  get open(): readonly DutyDocument[] {
    return [...this.documents.values()].filter(({ waiting }) => waiting !== null);
  }

  private fold(documents: Map<string, DutyDocument>, event: Recorded<Event>): void {
    const keys = dutiesProjection.key(event) ?? [];
    for (const id of typeof keys === 'string' ? [keys] : keys) {
      const next = dutiesProjection.evolve(documents.get(id) ?? null, event, id);
      if (next) documents.set(id, next);
      else documents.delete(id);
    }
  }
}

export const story = (): Story => new Story();
