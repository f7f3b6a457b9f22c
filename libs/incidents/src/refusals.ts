import { conductRefusals } from '@hewu/conduct/src/refusals.js';
import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { IncidentRefusal } from './incident.decider.js';

/** Every no of this context, as it is told. */
export const incidentsRefusals = {
  booking_not_yours: conductRefusals.booking_not_yours,
  incident_id_reused: { status: 409, text: { zh: '该编号已用于另一份报告', en: 'This id belongs to another report' } },
  incident_unknown: { status: 404, text: { zh: '没有这份事故报告', en: 'There is no such incident' } },
  incident_closed: { status: 409, text: { zh: '该事故已结案', en: 'The incident was closed before' } },
  incident_taken_up_differently: { status: 409, text: { zh: '该事故已按不同的停用安排受理；停用时间请在停用记录中更改', en: 'The incident was taken up with another outage; what is to change about it is changed at the outage' } },
  incident_not_taken_up: { status: 409, text: { zh: '该事故尚未受理', en: 'The incident was not taken up yet' } },
} as const satisfies Record<IncidentRefusal | 'booking_not_yours', RefusalText>;
