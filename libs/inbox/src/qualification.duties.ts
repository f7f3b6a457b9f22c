import { endOf, plusDays, startOf } from '@hewu/calendar/src/days.js';
import { certificateEvents, termsAcceptanceEvents, trainingSessionEvents, type CertificateEvent, type TermsAcceptanceEvent, type TrainingSessionEvent } from '@hewu/qualifications/src/events.js';
import { shownAhead } from './ahead.js';
import { AS_IT_WAS, slot, waits, type DutyTable, type Next } from './duty.js';

type Seat = { readonly personId: string };
type Certificate = { readonly personId: string; readonly issuedOn: string; readonly expiresOn: string | null; readonly unusedDays: number | null };

/** When a certificate lapses if it is not used again: by its term, or by the days it lay unused. */
const lastDay = ({ expiresOn, unusedDays }: Certificate, from: string): string | null => {
  const lapses = unusedDays === null ? null : plusDays(from, unusedDays);
  return lapses !== null && (expiresOn === null || lapses < expiresOn) ? lapses : expiresOn;
};

const lapsing = (certificateId: string, known: Certificate, from: string, at: string): Next<Certificate> => {
  const last = lastDay(known, from);
  if (last === null) return { known, duty: null };
  const dueAt = endOf(last);
  return waits(known, {
    what: 'certificate_expiry', round: last, since: shownAhead(at, dueAt), by: { personIds: [known.personId] }, dueAt, href: `/api/v1/certificates/${certificateId}`,
    sentence: { zh: `上机资格证书 ${last} 后失效，请及时使用或再次培训`, en: `A certificate lapses after ${last}: use the instrument, or take part in a training again` },
  });
};

/** A seat that one took, a certificate that lapses, and terms that are to be accepted anew. */
export const qualificationDuties: DutyTable = {
  whats: {
    training_session: { zh: '参加上机培训', en: 'Take part in a training', quiet: true, staysThere: true },
    training_cancelled: { zh: '上机培训已取消', en: 'A training was cancelled', news: true },
    certificate_expiry: { zh: '上机资格证书到期', en: 'A certificate lapses', quiet: true, staysThere: true },
    certificate_revoked: { zh: '上机资格证书已撤销', en: 'A certificate was revoked', news: true },
    terms_acceptance: { zh: '重新接受约定', en: 'Accept terms anew', staysThere: true },
  },
  slots: [
    slot<TrainingSessionEvent, Seat>('training_seat', ['sessionId', 'personId'], [trainingSessionEvents], {
      TrainingSeatTaken: ({ data: { sessionId, personId, from, takenAt } }) =>
        waits({ personId }, { what: 'training_session', round: takenAt, by: { personIds: [personId] }, dueAt: from, href: `/api/v1/training-sessions/${sessionId}`, sentence: { zh: '已报名的上机培训即将开始', en: 'A training in which you have a seat begins soon' } }),
      TrainingSeatGivenUp: ({ data: { sessionId, personId, ground, givenUpAt } }, known) =>
        known && ground === 'session_cancelled'
          ? waits(known, { what: 'training_cancelled', round: givenUpAt, by: { personIds: [personId] }, href: `/api/v1/training-sessions/${sessionId}`, sentence: { zh: '您报名的上机培训已取消', en: 'A training in which you had a seat was cancelled' } })
          : null,
      TrainingAssessed: () => null,
    }),
    slot<CertificateEvent, Certificate>('certificate', 'certificateId', [certificateEvents], {
      CertificateIssued: ({ data: { certificateId, personId, issuedOn, expiresOn, unusedDays }, metadata }) => lapsing(certificateId, { personId, issuedOn, expiresOn, unusedDays }, issuedOn, metadata.occurredAt),
      CertificateUsed: ({ data: { certificateId, usedOn }, metadata }, known) => known && (known.unusedDays === null ? AS_IT_WAS : lapsing(certificateId, known, usedOn > known.issuedOn ? usedOn : known.issuedOn, metadata.occurredAt)),
      CertificateRevoked: ({ data: { certificateId } }, known) =>
        known && waits(known, { what: 'certificate_revoked', round: certificateId, by: { personIds: [known.personId] }, href: `/api/v1/certificates/${certificateId}`, sentence: { zh: '您的一份上机资格证书已撤销', en: 'One of your certificates was revoked' } }),
    }),
    slot<TermsAcceptanceEvent, Record<string, never>>('terms_acceptance', ['termsId', 'personId'], [termsAcceptanceEvents], {
      TermsAcceptanceOutdated: ({ data: { termsId, personId, version, fromOn }, metadata }) => {
        const dueAt = startOf(fromOn);
        return waits({}, {
          what: 'terms_acceptance', round: version, by: { personIds: [personId] }, ...(dueAt > metadata.occurredAt ? { dueAt } : {}), href: `/api/v1/terms/${termsId}/versions/${version}`,
          sentence: { zh: `您接受过的约定自 ${fromOn} 起有新版本，使用仪器前须重新接受`, en: `Terms that you accepted have another version from ${fromOn} on: accept it before you use the instrument` },
        });
      },
      TermsAccepted: () => null,
    }),
  ],
};
