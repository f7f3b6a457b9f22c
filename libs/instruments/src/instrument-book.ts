import { Injectable } from '@nestjs/common';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { Follower } from './follower.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';

/** Every instrument in service, in the memory of this process: what all of them are asked for at once is not read anew each time. */
@Injectable()
export class InstrumentBook {
  private readonly instruments = new Map<string, InstrumentDocument>();
  private readonly follower: Follower<InstrumentDocument>;

  constructor(models: ReadModels) {
    this.follower = new Follower<InstrumentDocument>(models, instrumentsProjection, (documents) => {
      for (const document of documents) {
        if (document.retired) this.instruments.delete(document._id);
        else this.instruments.set(document._id, document);
      }
    });
  }

  async inService(position?: string): Promise<ReadonlyMap<string, InstrumentDocument>> {
    await this.follower.follow(position);
    return this.instruments;
  }
}
