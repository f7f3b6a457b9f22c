import { fingerprintOf } from '@hewu/kernel/src/ids.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';

/** The context of a command that nobody asked for: of the clerk, who looks after deadlines, or of the sender. */
export const bySystem = (who: 'clerk' | 'sender', commandId: string, command: object): CommandContext => ({
  commandId, fingerprint: fingerprintOf(command), correlationId: commandId, causationId: commandId, actor: `system:${who}`, onBehalfOf: null, region: null, legalBasis: null,
});
