import { endOf } from '@hewu/calendar/src/days.js';
import { mandateEvents, type MandateEvent } from '@hewu/listings/src/events.js';
import { shownAhead } from './ahead.js';
import { idle, slot, waits, type Doer, type Duty, type DutyTable, type Slot } from './duty.js';

type Agent = { readonly organisationId: string };

const AGENTS: readonly Doer[] = ['transfer_officer', 'technology_manager'];
const href = (mandateId: string): string => `/api/v1/mandates/${mandateId}`;

const endsFor = (name: string, organisationOf: (data: { readonly principalOrganisationId: string; readonly agentOrganisationId: string }) => string, roles: readonly Doer[], apart: Pick<Duty, 'apart'> = {}): Slot =>
  slot<MandateEvent, Record<string, never>>(name, 'mandateId', [mandateEvents], {
    MandateGranted: ({ data, metadata }) => {
      const dueAt = endOf(data.untilOn);
      return waits({}, {
        what: 'mandate_end', round: data.untilOn, ...apart, since: shownAhead(metadata.occurredAt, dueAt), by: { organisationId: organisationOf(data), roles }, dueAt, href: href(data.mandateId),
        sentence: { zh: `委托挂牌至 ${data.untilOn} 到期，需要延续的请另立委托`, en: `A mandate to list ends on ${data.untilOn}: grant another one should it go on` },
      });
    },
    MandateEnded: () => null,
  });

/** A mandate's end is told ahead to both sides, and the agent that it was ended before its time. */
export const mandateDuties: DutyTable = {
  whats: {
    mandate_end: { zh: '委托到期', en: 'A mandate ends', quiet: true, staysThere: true },
    mandate_ended: { zh: '委托已终止', en: 'A mandate ended', news: true },
  },
  slots: [
    endsFor('mandate_of_agent', ({ agentOrganisationId }) => agentOrganisationId, AGENTS, { apart: true }),
    endsFor('mandate_of_principal', ({ principalOrganisationId }) => principalOrganisationId, ['decision_maker']),
    slot<MandateEvent, Agent>('mandate_news', 'mandateId', [mandateEvents], {
      MandateGranted: ({ data: { agentOrganisationId: organisationId } }) => idle({ organisationId }),
      MandateEnded: ({ data: { mandateId, ground } }, known) =>
        known && waits(known, {
          what: 'mandate_ended', round: ground, by: { organisationId: known.organisationId, roles: AGENTS }, href: href(mandateId),
          sentence: ground === 'time_over' ? { zh: '委托已到期，其挂牌随之撤下', en: 'A mandate is over, and what was listed under it is off the market' } : { zh: '委托已解除，其挂牌随之撤下', en: 'A mandate was ended, and what was listed under it is off the market' },
        }),
    }),
  ],
};
