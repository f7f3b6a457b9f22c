import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { CertificateRefusal } from './certificates.decider.js';
import type { RecognitionRefusal } from './recognitions.decider.js';
import type { RequirementsRefusal } from './requirements.decider.js';
import type { TermsRefusal } from './terms.decider.js';
import type { TermsAcceptanceRefusal } from './terms-acceptances.decider.js';
import type { TrainingRefusal } from './training.decider.js';
import type { TrainingSessionRefusal } from './training-session.decider.js';

/** 领域页 §3: 培训合格后方可自主上机. */
const trainedFirst = { zh: '培训合格后方可自主上机', en: 'Training before self-operation' };

/** Every no of this context, as it is told. */
export const qualificationsRefusals = {
  training_unknown: { status: 404, text: { zh: '没有这个培训', en: 'There is no such training' } },
  training_id_reused: { status: 409, text: { zh: '该编号已用于另一个培训', en: 'This id belongs to another training' } },
  training_withdrawn: { status: 409, text: { zh: '该培训已停办', en: 'The training is held no more' } },
  training_scope_not_yours: { status: 422, text: { zh: '培训只能针对本单位的仪器', en: 'A training is for instruments of your own' } },
  training_session_unknown: { status: 404, text: { zh: '没有这场培训', en: 'There is no such session' } },
  training_session_id_reused: { status: 409, text: { zh: '该编号已用于另一场培训', en: 'This id belongs to another session' } },
  training_session_span_wrong: { status: 422, text: { zh: '培训应在将来开始，并晚于开始结束', en: 'A session begins in the future and ends after it begins' } },
  training_session_cancelled: { status: 409, text: { zh: '这场培训已取消', en: 'The session was cancelled' } },
  training_session_begun: { status: 409, text: { zh: '这场培训已经开始', en: 'The session has begun' } },
  training_session_full: { status: 409, text: { zh: '名额已满', en: 'Every seat is taken' } },
  training_seat_unknown: { status: 404, text: { zh: '此人没有名额', en: 'They have no seat in it' } },
  training_session_not_begun: { status: 409, text: { zh: '这场培训尚未开始', en: 'The session has not begun' }, rule: trainedFirst },
  training_assessed_otherwise: { status: 409, text: { zh: '已评定合格；如有误，请撤销证书', en: 'They were found to have passed; if that is wrong, revoke the certificate' } },
  assesses_oneself: { status: 403, text: { zh: '不能评定自己', en: 'Nobody assesses themselves' }, rule: trainedFirst },
  certificate_unknown: { status: 404, text: { zh: '没有这份证书', en: 'There is no such certificate' } },
  certificate_id_reused: { status: 409, text: { zh: '该编号已用于另一份证书', en: 'This id belongs to another certificate' } },
  certificate_holder_unknown: { status: 422, text: { zh: '没有这个人', en: 'There is no such person' } },
  certificate_in_future: { status: 422, text: { zh: '发证日期晚于今天', en: 'It cannot have been issued in the future' } },
  certificate_ends_before_it_begins: { status: 422, text: { zh: '失效日期早于发证日期', en: 'It ends before it begins' } },
  certificate_outlasts_training: { status: 422, text: { zh: '有效期超过培训所定的期限', en: 'It lasts longer than the training says' } },
  recognition_unknown: { status: 404, text: { zh: '没有这项互认', en: 'There is no such recognition' } },
  recognition_id_reused: { status: 409, text: { zh: '该编号已用于另一项互认', en: 'This id belongs to another recognition' } },
  recognition_of_oneself: { status: 422, text: { zh: '本单位的证书无须互认', en: 'Your own certificates need no recognition' } },
  recognition_issuer_unknown: { status: 422, text: { zh: '没有这个发证单位', en: 'There is no such issuer' } },
  recognition_backwards: { status: 422, text: { zh: '结束日期早于开始日期', en: 'It ends before it begins' } },
  recognition_over: { status: 422, text: { zh: '结束日期已过', en: 'Its last day is over already' } },
  recognitions_too_many: { status: 409, text: { zh: '互认数量已达上限', en: 'There are too many recognitions' } },
  instrument_unknown: { status: 404, text: { zh: '没有这台仪器', en: 'There is no such instrument' } },
  required_training_unknown: { status: 422, text: { zh: '本单位没有举办这个培训', en: 'You hold no such training' } },
  required_training_other_scope: { status: 422, text: { zh: '该培训不适用于这台仪器', en: 'That training is not for this instrument' } },
  required_terms_unknown: { status: 422, text: { zh: '其中有的约定不属于本单位', en: 'Some of these terms are not yours' } },
  requirements_seen_stale: { status: 409, text: { zh: '使用条件已有更新的版本', en: 'Somebody set other requirements meanwhile' } },
  terms_unknown: { status: 404, text: { zh: '没有这份约定', en: 'There are no such terms' } },
  terms_id_reused: { status: 409, text: { zh: '该编号已用于另一份约定', en: 'This id belongs to other terms' } },
  terms_seen_stale: { status: 409, text: { zh: '约定已有更新的版本', en: 'Somebody published another version meanwhile' } },
  terms_unchanged: { status: 422, text: { zh: '与上一版本相同', en: 'It says what the version before says' } },
  terms_from_in_past: { status: 422, text: { zh: '生效日期已过', en: 'It cannot hold from a day that is over' } },
  terms_from_too_early: { status: 422, text: { zh: '生效日期早于上一版本', en: 'It cannot hold from before the version it follows' } },
  terms_versions_too_many: { status: 409, text: { zh: '版本数量已达上限', en: 'There are too many versions' } },
  terms_version_unknown: { status: 404, text: { zh: '没有这个版本', en: 'There is no such version' } },
  terms_version_stale: { status: 409, text: { zh: '该版本已被取代，请接受现行版本', en: 'A later version holds by now: accept that one' } },
  terms_text_differs: { status: 422, text: { zh: '文本摘要不符，请重新阅读', en: 'That is not the SHA-256 of this text: read it again' } },
} as const satisfies Record<TrainingRefusal | TrainingSessionRefusal | CertificateRefusal | RecognitionRefusal | RequirementsRefusal | TermsRefusal | TermsAcceptanceRefusal, RefusalText>;
