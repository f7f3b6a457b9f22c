import type { Process } from '@hewu/kernel/src/process.js';
import { AbandonActCommand, FinishActCommand } from './act.commands.js';
import { actEvents, type ActEvent } from './act-events.js';

/** Heals what a crash leaves of an act: one that nobody decided is abandoned, one that was decided is carried out to its end. */
export const actsProcess: Process<ActEvent> = {
  name: 'acts',
  families: [actEvents],
  react: ({ type, data }) => {
    const timerId = `acts:${data.actId}`;
    if (type === 'ActBegun') return [{ do: 'schedule', timerId, dueAt: data.deadlineAt, errand: { name: 'abandon', data: { actId: data.actId } } }];
    return [{ do: 'cancel', timerId }, { do: 'send', errand: { name: 'finish', data: { actId: data.actId } } }];
  },
  command: ({ name, data }, context) => (name === 'abandon' ? new AbandonActCommand(String(data['actId']), context) : new FinishActCommand(String(data['actId']), context)),
};
