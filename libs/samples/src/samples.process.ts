import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { samplesEvents, type SamplesEvent } from './events.js';
import { SAMPLES, SettleSampleFileCommand } from './samples.commands.js';

/** How long the command that attaches may take between the file and the samples, before one is asked whether the other knows. */
const UNDER_WAY_MS = HOUR;

/** Keeps what files say of samples in step with what samples say of their results. */
export const sampleFiles: Process<SamplesEvent | FileEvent> = {
  name: 'sample-files',
  families: [samplesEvents, fileEvents],
  react: (event) => {
    if (event.type === 'SampleResultRecorded') return [{ do: 'send', errand: { name: 'settle', data: { bookingId: event.data.bookingId, fileId: event.data.fileId } } }];
    if (event.type !== 'FileAttached' || event.data.to.kind !== SAMPLES) return [];
    const { fileId, to } = event.data;
    return [{ do: 'schedule', timerId: `sample-file:${to.id}:${fileId}`, dueAt: plus(event.metadata.occurredAt, UNDER_WAY_MS), errand: { name: 'settle', data: { bookingId: to.id, fileId } } }];
  },
  command: ({ data }, context) => new SettleSampleFileCommand(data as SettleSampleFileCommand['data'], context),
};
