import { instrumentEvents, type InstrumentEvent } from '@hewu/instruments/src/events.js';
import { idle, slot, waits, type DutyTable, type Slot } from './duty.js';

type Owned = { readonly owner: string };
type Breach = Record<string, never>;

const REGIONS = ['500117', '511622'] as const;
const href = (instrumentId: string): string => `/api/v1/instruments/${instrumentId}`;

/** A breach concerns the agreement of both regions: the administrators of each see it until it is reported, whichever side it is on. */
const toldIn = (region: (typeof REGIONS)[number]): Slot =>
  slot<InstrumentEvent, Breach>(`reporting_breach_${region}`, 'instrumentId', [instrumentEvents], {
    ReportingBreached: ({ data: { instrumentId, dueOn } }) =>
      waits({}, {
        what: 'reporting_breached', round: dueOn, apart: true, by: { region, roles: ['platform_administrator'] }, href: href(instrumentId),
        sentence: { zh: `应共享仪器至 ${dueOn} 未报送网络管理平台`, en: `An instrument in the scope of sharing was not reported by ${dueOn}` },
      }),
    ReportedToNetwork: () => null,
  });

/** The report of an instrument to the network, and an instrument without operators, wait for the owner's instrument manager. */
export const instrumentDuties: DutyTable = {
  whats: {
    network_report: { zh: '报送仪器', en: 'Report an instrument to the network' },
    reporting_breached: { zh: '仪器逾期未报送', en: 'An instrument was not reported in time', staysThere: true },
    operators_missing: { zh: '任命仪器操作人', en: 'Appoint an operator' },
  },
  slots: [
    slot<InstrumentEvent, Owned>('reporting', 'instrumentId', [instrumentEvents], {
      ReportingDue: ({ data: { instrumentId, ownerOrganisationId, dueOn, dueAt } }) =>
        waits({ owner: ownerOrganisationId }, {
          what: 'network_report', round: dueOn, by: { organisationId: ownerOrganisationId, roles: ['instrument_manager'] }, dueAt, href: href(instrumentId),
          sentence: { zh: `应于 ${dueOn} 前报送网络管理平台`, en: `To be reported to the network by ${dueOn}` },
        }),
      ReportingLifted: () => null,
      ReportedToNetwork: () => null,
      InstrumentRetired: () => null,
    }),
    ...REGIONS.map(toldIn),
    slot<InstrumentEvent, Owned>('operators', 'instrumentId', [instrumentEvents], {
      OperatorsMissing: ({ data: { instrumentId, ownerOrganisationId, lastPersonId } }) =>
        waits({ owner: ownerOrganisationId }, {
          what: 'operators_missing', round: lastPersonId, by: { organisationId: ownerOrganisationId, roles: ['instrument_manager'] }, href: href(instrumentId),
          sentence: { zh: '仪器已无操作人，请任命', en: 'Nobody operates the instrument any more: appoint somebody' },
        }),
      OperatorAppointed: (_event, known) => known && idle(known),
      InstrumentRetired: () => null,
    }),
  ],
};
