import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { EVENT_STORE } from '@hewu/platform/src/tokens.js';
import { ownedInstrumentsProjection, type OwnedInstrumentDocument } from './certificates.projection.js';
import type { TrainingScope } from './events.js';

/** Whose instruments are. An instrument's owner never changes, so a read model that has it is right; its class may be corrected. */
@Injectable()
export class OwnedInstruments {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** If need be after the read model has caught up. */
  async find(instrumentId: string): Promise<OwnedInstrumentDocument | null> {
    const known = await this.models.get<OwnedInstrumentDocument>(ownedInstrumentsProjection, instrumentId);
    if (known) return known;
    await this.models.upTo(ownedInstrumentsProjection, (await this.store.end()) ?? undefined);
    return this.models.get<OwnedInstrumentDocument>(ownedInstrumentsProjection, instrumentId);
  }

  /** A class code belongs to nobody; an instrument to its owner. */
  async isOf(organisationId: string, scope: TrainingScope): Promise<boolean> {
    return scope.kind === 'class' || (await this.find(scope.of))?.ownerOrganisationId === organisationId;
  }
}

/** Whether what a training entitles to is this instrument. */
export const covers = (scope: TrainingScope, instrument: OwnedInstrumentDocument): boolean => (scope.kind === 'instrument' ? scope.of === instrument._id : scope.of === instrument.classCode);
