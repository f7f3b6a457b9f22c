import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { MeasurementRefusal } from './measurement.decider.js';
import type { ReadingsRefusal } from './readings.decider.js';

const physical = { zh: '机时不得超过实际时间', en: 'No instrument runs longer than the clock' };

/** Every no of this context, as it is told. */
export const readingsRefusals = {
  instrument_keys_many: { status: 409, text: { zh: '该仪器的密钥数量已达上限', en: 'The instrument has had too many keys' } },
  instrument_key_unknown: { status: 422, text: { zh: '没有这个密钥', en: 'The instrument has no such key' } },
  instrument_key_revoked: { status: 422, text: { zh: '该密钥已作废', en: 'The key was given up' } },
  reading_signature_wrong: { status: 422, text: { zh: '签名不符', en: 'The signature does not hold' } },
  reading_malformed: { status: 422, text: { zh: '签名内容不是读数', en: 'What was signed is no batch of readings of this instrument' } },
  reading_not_of_now: { status: 422, text: { zh: '发送时间与现在相差过大', en: 'The message was not sent now' } },
  reading_replayed: { status: 409, text: { zh: '该编号的一批读数已收到，内容不同', en: 'A batch of this number was received before, and it was another message' } },
  reading_impossible: { status: 422, text: { zh: '读数不可能成立', en: 'No instrument can have measured this' }, rule: physical },
  readings_overlap: { status: 409, text: { zh: '与已收到的读数时间重叠', en: 'Of this time the instrument has spoken before' } },
  measurement_unknown: { status: 404, text: { zh: '没有这项比对', en: 'There is no such measurement' } },
  usage_does_not_differ: { status: 409, text: { zh: '登记与读数相符，无须处理', en: 'Record and measurement agree' } },
} as const satisfies Record<ReadingsRefusal | MeasurementRefusal | 'reading_malformed', RefusalText>;
