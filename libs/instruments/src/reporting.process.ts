import type { Process } from '@hewu/kernel/src/process.js';
import { instrumentEvents, type InstrumentEvent } from './instrument-events.js';
import { CheckReportingCommand } from './reporting.commands.js';

/** Asks, when the time to report an instrument is over, whether it was reported. A later term takes the place of an earlier timer. */
export const reportingProcess: Process<InstrumentEvent> = {
  name: 'instrument-reporting',
  families: [instrumentEvents],
  react: ({ type, data }) => {
    const timerId = `instrument-reporting:${data.instrumentId}`;
    if (type === 'ReportingDue') return [{ do: 'schedule', timerId, dueAt: data.dueAt, errand: { name: 'check', data: { instrumentId: data.instrumentId } } }];
    return type === 'ReportedToNetwork' || type === 'ReportingLifted' ? [{ do: 'cancel', timerId }] : [];
  },
  command: ({ data }, context) => new CheckReportingCommand(String(data['instrumentId']), context),
};
