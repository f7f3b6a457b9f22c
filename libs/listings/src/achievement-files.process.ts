import { HOUR, plus } from '@hewu/kernel/src/clock.js';
import type { Process } from '@hewu/kernel/src/process.js';
import { fileEvents, type FileEvent } from '@hewu/files/src/events.js';
import { ACHIEVEMENT, SettleAchievementFileCommand } from './achievement-files.commands.js';
import { achievementEvents, type AchievementEvent } from './events.js';

/** How long the command that attaches may take between the file and the achievement, before one is asked whether the other knows. */
const UNDER_WAY_MS = HOUR;

/**
 * Keeps what files say of their achievements in step with what achievements say of their files: at once when one was
 * attached or removed, and an hour after a file was taken, in case the achievement never heard of it.
 */
export const achievementFiles: Process<AchievementEvent | FileEvent> = {
  name: 'achievement-files',
  families: [achievementEvents, fileEvents],
  react: (event) => {
    switch (event.type) {
      case 'AchievementFileAttached':
      case 'AchievementFileRemoved': {
        const { achievementId, fileId } = event.data;
        return [{ do: 'send', errand: { name: 'settle', data: { achievementId, fileId } } }];
      }
      case 'FileAttached': {
        const { fileId, to: { kind, id: achievementId } } = event.data;
        if (kind !== ACHIEVEMENT) return [];
        return [{ do: 'schedule', timerId: `achievement-file:${achievementId}:${fileId}`, dueAt: plus(event.metadata.occurredAt, UNDER_WAY_MS), errand: { name: 'settle', data: { achievementId, fileId } } }];
      }
      default:
        return [];
    }
  },
  command: ({ data }, context) => new SettleAchievementFileCommand(data as SettleAchievementFileCommand['data'], context),
};
