import { conductEvents, type ConductEvent } from '@hewu/conduct/src/events.js';
import { AS_IT_WAS, idle, slot, waits, type DutyTable } from './duty.js';

type Known = { readonly owner: string; readonly personId: string };

const href = (violationId: string): string => `/api/v1/violations/${violationId}`;

/** A violation and what came of an appeal are news for whoever it concerns; an appeal waits for the owner. */
export const conductDuties: DutyTable = {
  whats: {
    violation_recorded: { zh: '仪器使用违规记录', en: 'A violation at an instrument was recorded', news: true },
    violation_appeal: { zh: '处理违规申诉', en: 'Decide an appeal against a violation' },
    violation_appeal_decided: { zh: '违规申诉已处理', en: 'An appeal against a violation was decided', news: true },
    person_suspended: { zh: '暂停预约', en: 'Bookings are suspended', news: true },
  },
  slots: [
    slot<ConductEvent, Known>('violation', 'violationId', [conductEvents], {
      ViolationRecorded: ({ data: { violationId, ownerOrganisationId: owner, personId, points } }) =>
        waits({ owner, personId }, {
          what: 'violation_recorded', round: 1, by: { personIds: [personId] }, href: href(violationId),
          sentence: { zh: `一次预约记为违规，扣 ${points.amount} 分，可以申诉`, en: `A booking was recorded as a violation and cost ${points.amount} points; you may appeal` },
        }),
      AppealLodged: ({ data: { violationId, decideBy } }, known) =>
        known && waits(known, {
          what: 'violation_appeal', round: 1, by: { organisationId: known.owner, roles: ['decision_maker', 'instrument_manager'] }, dueAt: decideBy.at, href: href(violationId),
          sentence: { zh: '有人就违规记录提出申诉', en: 'Somebody appeals against a violation' },
        }),
      // Time, or the record of the use, gave back what was appealed against; what an appeal gave back is told by its decision.
      PointsRestored: ({ data: { ground } }, known) => (ground !== 'appeal' && known ? idle(known) : AS_IT_WAS),
      AppealDecided: ({ data: { violationId, upheld } }, known) =>
        known && waits(known, {
          what: 'violation_appeal_decided', round: 1, by: { personIds: [known.personId] }, href: href(violationId),
          sentence: upheld ? { zh: '申诉成立，扣分已恢复', en: 'Your appeal was upheld and the points came back' } : { zh: '申诉未予支持', en: 'Your appeal was not upheld' },
        }),
    }),
    slot<ConductEvent, Known>('suspension', 'suspensionId', [conductEvents], {
      PersonSuspended: ({ data: { personId, ownerOrganisationId: owner, suspensionId, untilOn } }) =>
        waits({ owner, personId }, {
          what: 'person_suspended', round: suspensionId, by: { personIds: [personId] }, href: '/api/v1/suspensions',
          sentence: { zh: `在 ${untilOn} 之前不能预约该单位的仪器`, en: `You may not book the instruments of this owner before ${untilOn}` },
        }),
      SuspensionLifted: () => null,
    }),
  ],
};
