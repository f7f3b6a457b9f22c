import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import type { RelatedGround } from './events.js';
import { transfers, type TransferState } from './transfer.decider.js';
import { declaredOf } from './transfer-state.js';
import { transfersProjection, type TransferDocument } from './transfers.projection.js';

type Talks = NonNullable<TransferState>;
type Said = {
  /** One on the same listing in which an offer was made; null when there is none. */
  readonly bargainedIn: string | null;
  /** What the two said, in talks about any listing of the achievement, of the buyer being related. */
  readonly declared: readonly RelatedGround[];
};

const PAGE = 100;

/** What the same two sides said in other talks about an achievement. */
@Injectable()
export class FormerTalks {
  constructor(
    private readonly kernel: Kernel,
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'end'>,
  ) {}

  /** Which talks those are the read model says, once it has seen all that is recorded by now; what was said there, each one's own stream. Throws `ReadModelBehind`. */
  async of({ transferId, achievementId, listingId, sellerOrganisationId, buyerOrganisationId }: Talks): Promise<Said> {
    await this.models.upTo(transfersProjection, (await this.store.end()) ?? undefined);
    const others: Talks[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.models.find<TransferDocument>(transfersProjection, { filter: { achievementId, buyerOrganisationId }, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      for (const { _id } of page.items) {
        const other = _id === transferId ? null : await this.kernel.load(transfers, _id);
        if (other?.sellerOrganisationId === sellerOrganisationId) others.push(other);
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return {
      bargainedIn: others.find((other) => other.listingId === listingId && other.offer !== null)?.transferId ?? null,
      declared: [...new Set(others.flatMap(declaredOf))],
    };
  }
}
