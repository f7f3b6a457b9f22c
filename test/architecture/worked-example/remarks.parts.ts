import type { ContextParts, RefusalText } from '@hewu/platform/src/context-parts.js';
import { remarkEvents } from './events.js';
import type { RemarkRefusal } from './remark.decider.js';
import { remarksProjection } from './remarks.projection.js';

export const remarksRefusals = {
  remark_unknown: { status: 404, text: { zh: '没有这条留言', en: 'There is no such remark' } },
  remark_of_another: { status: 403, text: { zh: '只有本人可以撤回留言', en: 'Only its author takes a remark back' } },
} as const satisfies Record<RemarkRefusal, RefusalText>;

/** The remarks as the composition root needs them. */
export const remarksParts: ContextParts = { name: 'remarks', families: [remarkEvents], projections: [remarksProjection], processes: [], refusals: remarksRefusals };
