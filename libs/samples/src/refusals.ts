import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { SamplesRefusal } from './samples.decider.js';

const bothSign = { zh: '样品交接由双方确认', en: 'Both sides confirm when samples change hands' };

/** Every no of this context, as it is told. */
export const samplesRefusals = {
  samples_unknown: { status: 404, text: { zh: '没有这批样品，或该预约不是送样', en: 'There are no such samples, or none are sent in for this booking' } },
  samples_booking_over: { status: 409, text: { zh: '预约已取消、未获确认或已爽约', en: 'The booking was cancelled, declined or missed' } },
  samples_announced_otherwise: { status: 409, text: { zh: '样品已登记，内容不同', en: 'The samples were announced already, and otherwise' } },
  samples_out_of_turn: { status: 409, text: { zh: '还没有到这一步，或已经过了这一步', en: 'It is not the turn of this step, or no longer' }, rule: bothSign },
  samples_recorded_otherwise: { status: 409, text: { zh: '该步骤已登记，内容不同', en: 'This step was recorded already, and otherwise' }, rule: bothSign },
  sample_labels_wrong: { status: 422, text: { zh: '标签应各不相同，并与登记或交付的样品一一对应', en: 'The labels must differ and be those of the samples that were announced or handed over' }, rule: bothSign },
  sample_label_unknown: { status: 422, text: { zh: '没有这个标签的样品', en: 'No sample has this label' } },
  sample_disposal_not_consented: { status: 409, text: { zh: '使用人尚未同意处置样品', en: 'The user has not agreed to the disposal' }, rule: { zh: '处置样品须经使用人同意', en: 'Samples are disposed of with the consent of whoever sent them' } },
  sample_files_too_many: { status: 409, text: { zh: '结果文件数量已达上限', en: 'There are too many result files' } },
} as const satisfies Record<SamplesRefusal, RefusalText>;
