import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId, newId } from '@hewu/kernel/src/ids.js';
import type { KeyVault } from '@hewu/kernel/src/key-vault.js';
import type { DataFolder } from '@hewu/platform/src/data-folder.js';
import { erasedAgain, toEraseAgain } from '@hewu/platform/src/erasure-ledger.js';
import { log, onFault } from '@hewu/platform/src/log.js';
import { DATA_FOLDER, KEY_VAULT } from '@hewu/platform/src/tokens.js';
import { ErasePersonCommand } from './accounts.commands.js';
import type { Credentials } from './credentials.js';
import { CREDENTIALS } from './tokens.js';

/** Also before the first time: the read models that an erasure waits for have only begun to be folded. */
const RETRY_MS = 1_000;
const REASON = '恢复备份后再次删除 / erased again after a restore';

/** A backup from before an erasure brings the person back. So whoever was erased here is erased again before anybody is served. */
@Injectable()
export class ErasingAgain implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private over = false;

  constructor(
    private readonly commands: CommandBus,
    @Inject(DATA_FOLDER) private readonly folder: DataFolder | null,
    @Inject(CREDENTIALS) private readonly credentials: Credentials,
    @Inject(KEY_VAULT) private readonly vault: KeyVault,
  ) {}

  /** Without key and account nobody reads or is them; what is recorded, and the read models, follow while others are served. */
  async onApplicationBootstrap(): Promise<void> {
    const personIds = this.folder ? toEraseAgain(this.folder.file('.')) : [];
    for (const personId of personIds) {
      await this.credentials.forget(personId);
      await this.vault.destroy(personId);
    }
    if (this.folder) this.record(personIds);
  }

  onApplicationShutdown(): void {
    this.over = true;
    if (this.timer) clearTimeout(this.timer);
  }

  /** Read models may go on folding for long after a restore, and an erasure waits for them only so long. */
  private record(personIds: readonly string[]): void {
    const again = async (): Promise<void> => {
      for (const personId of personIds) {
        const outcome = await this.commands.execute(new ErasePersonCommand({ personId, reason: REASON }, bySystem(personId)));
        if (isRefusal(outcome) && outcome.refused !== 'person_unknown') throw new Error(`refused: ${outcome.refused}`);
      }
      erasedAgain(this.folder!.file('.'));
      if (personIds.length > 0) log.warn({ persons: personIds.length }, 'erased again after a restore');
    };
    const failed = (fault: unknown): void => {
      if (this.over) return;
      onFault(fault, 'erasing again');
      this.record(personIds);
    };
    this.timer = setTimeout(() => void again().catch(failed), RETRY_MS);
    this.timer.unref();
  }
}

const bySystem = (personId: string): CommandContext => {
  const commandId = derivedId('erased again', personId, newId());
  return { commandId, fingerprint: '', correlationId: commandId, causationId: commandId, actor: 'system:restore', onBehalfOf: null, region: null, legalBasis: '个人信息保护法 第四十七条' };
};
