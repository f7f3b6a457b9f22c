import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { CertificateEvent, RecognitionEvent, RequirementsSet, TermsAcceptanceEvent, TermsKind, TermsPublished, TrainingEvent, TrainingOutcome, TrainingSessionEvent } from '@hewu/qualifications/src/events.js';
import { says, type Sentences } from './sentence.js';

/* What the use of an instrument asks for: trainings, certificates, terms. */

const TRAINING_OUTCOME: Readonly<Record<TrainingOutcome, Bilingual>> = { passed: { zh: '合格', en: 'passed' }, attended: { zh: '参加，未合格', en: 'took part' }, absent: { zh: '缺席', en: 'absent' } };

const TERMS_KIND: Readonly<Record<TermsKind, Bilingual>> = { safety: { zh: '安全须知', en: 'Safety terms' }, result_ip: { zh: '成果知识产权约定', en: 'Terms on the rights in results' }, confidentiality: { zh: '保密约定', en: 'Confidentiality terms' }, use: { zh: '使用约定', en: 'Terms of use' } };

type Told = TrainingEvent | TrainingSessionEvent | CertificateEvent | RecognitionEvent | RequirementsSet | TermsPublished | TermsAcceptanceEvent;

export const qualificationsSentences: Sentences<Told> = {
  TrainingOffered: ({ name, level }) => ({ zh: `开设上机培训“${name.zh}”（${level} 级）`, en: `The training "${name.en}" (level ${level}) was offered` }),
  TrainingWithdrawn: ({ reason }) => ({ zh: `停办上机培训：${reason}`, en: `The training was withdrawn: ${reason}` }),
  TrainingSessionAnnounced: ({ from, seats }) => ({ zh: `公布培训场次 ${from}，${seats} 个名额`, en: `A training session from ${from} with ${seats} seats was announced` }),
  TrainingSeatTaken: says('报名培训', 'Took a seat in a training session'),
  TrainingSeatGivenUp: ({ ground }) => (ground === 'given_back' ? { zh: '退出培训', en: 'Gave the seat in a training session back' } : { zh: '培训取消，名额失效', en: 'The training session was cancelled, and with it the seat' }),
  TrainingSessionCancelled: ({ reason }) => ({ zh: `培训取消：${reason}`, en: `The training session was cancelled: ${reason}` }),
  TrainingAssessed: ({ outcome }) => ({ zh: `培训评定：${TRAINING_OUTCOME[outcome].zh}`, en: `Assessed in a training: ${TRAINING_OUTCOME[outcome].en}` }),
  CertificateIssued: ({ level, issuedOn, expiresOn }) => ({ zh: `颁发 ${level} 级上机资格证书，自 ${issuedOn}${expiresOn ? `至 ${expiresOn}` : '起长期'}有效`, en: `A certificate of level ${level} was issued, valid from ${issuedOn}${expiresOn ? ` until ${expiresOn}` : ''}` }),
  CertificateRevoked: ({ reason }) => ({ zh: `撤销上机资格证书：${reason}`, en: `The certificate was revoked: ${reason}` }),
  CertificateUsed: ({ usedOn }) => ({ zh: `凭证书上机，${usedOn}`, en: `The certificate was used on ${usedOn}` }),
  CertificatesRecognised: ({ leastLevel, fromOn, reason }) => ({ zh: `自 ${fromOn} 起认可他方 ${leastLevel} 级及以上证书：${reason}`, en: `Certificates of another issuer from level ${leastLevel} on are recognised from ${fromOn}: ${reason}` }),
  RecognitionEnded: ({ lastOn, reason }) => ({ zh: `证书互认至 ${lastOn} 为止：${reason}`, en: `The recognition of certificates ended with ${lastOn}: ${reason}` }),
  RequirementsSet: ({ version, reason }) => ({ zh: `使用条件第 ${version} 版：${reason}`, en: `Version ${version} of what is asked of users: ${reason}` }),
  TermsPublished: ({ kind, version, fromOn }) => ({ zh: `公布${TERMS_KIND[kind].zh}第 ${version} 版，自 ${fromOn} 起`, en: `${TERMS_KIND[kind].en}, version ${version}, were published, to hold from ${fromOn}` }),
  TermsAccepted: ({ version }) => ({ zh: `接受约定第 ${version} 版`, en: `Version ${version} of the terms was accepted` }),
  TermsAcceptanceOutdated: ({ acceptedVersion, version, fromOn }) => ({ zh: `所接受的第 ${acceptedVersion} 版自 ${fromOn} 起由第 ${version} 版取代`, en: `The accepted version ${acceptedVersion} is followed by version ${version} from ${fromOn}` }),
};
