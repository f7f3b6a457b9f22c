import { createHmac } from 'node:crypto';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';

/**
 * A command's context whose fingerprint can be computed with the person's key alone: of a few words a plain hash could be
 * guessed, and would outlive the person's erasure. The same request has the same one for as long as the key is there.
 */
export const discreet = async (vault: KeyVault, personId: string, context: CommandContext): Promise<CommandContext> => ({
  ...context, fingerprint: createHmac('sha256', await vault.obtain(personId)).update(context.fingerprint).digest('hex'),
});
