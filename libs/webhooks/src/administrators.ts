import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { administratorsProjection, type Administrators as Document } from './administrators.projection.js';

/** Whether somebody administers an organisation, as of everything recorded when it is asked: one removed a moment ago does not. */
@Injectable()
export class Administrators {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async has(organisationId: string | null, personId: string): Promise<boolean> {
    if (organisationId === null) return false;
    await this.models.upTo(administratorsProjection, (await this.store.end()) ?? undefined);
    return (await this.models.get<Document>(administratorsProjection, organisationId))?.administrators.includes(personId) ?? false;
  }
}
