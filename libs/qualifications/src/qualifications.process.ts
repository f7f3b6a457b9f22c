import { dayOf } from '@hewu/calendar/src/days.js';
import { calendarEvents, usageEvents, type CalendarEvent, type UsageEvent } from '@hewu/instruments/src/events.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { AwardCertificateCommand, NoteUseCommand } from './certificate.commands.js';
import { termsEvents, trainingSessionEvents, type TermsPublished, type TrainingSessionEvent } from './events.js';
import { OutdateAcceptancesCommand } from './terms.commands.js';

/** Who passes gets the certificate; what was used is told to the certificate it was booked on; who accepted an older text hears of the newer. */
export const qualificationsProcess: Process<TrainingSessionEvent | TermsPublished | CalendarEvent | UsageEvent> = {
  name: 'qualifications',
  families: [trainingSessionEvents, termsEvents, calendarEvents, usageEvents],
  react: (event) => {
    switch (event.type) {
      case 'TrainingAssessed': {
        const { sessionId, trainingId, personId, organisationId, on, assessedBy, outcome } = event.data;
        return outcome === 'passed' ? [{ do: 'send', errand: { name: 'award', data: { sessionId, trainingId, personId, organisationId, on, assessedBy } } }] : [];
      }
      case 'UsageRecorded':
      case 'LateUsageRecorded':
        return [{ do: 'send', errand: { name: 'note_use', data: { bookingId: event.data.bookingId, usedOn: dayOf(event.data.until), position: event.position } } }];
      case 'TermsPublished':
        return event.data.version === 1 ? [] : [{ do: 'send', errand: { name: 'outdate', data: { termsId: event.data.termsId, version: event.data.version, position: event.position } } }];
      default:
        return [];
    }
  },
  command: ({ name, data }, context) => {
    if (name === 'award') return new AwardCertificateCommand(data as AwardCertificateCommand['data'], context);
    return name === 'note_use' ? new NoteUseCommand(data as NoteUseCommand['data'], context) : new OutdateAcceptancesCommand(data as OutdateAcceptancesCommand['data'], context);
  },
};
