import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { ReadModelBehind } from '@hewu/kernel/src/read-models.js';
import { Public } from './policy.js';
import { Refuses } from './refuses.js';
import { EVENT_STORE } from './tokens.js';

class LiveAnswer {
  @ApiProperty({ enum: [true], description: 'Always true: whoever does not live does not answer.' }) live: true;
}

class ReadModelAnswer {
  @ApiProperty({ example: 'bookings' }) name: string;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Raised when what it is folded to changes.' }) version: number;
  @ApiProperty({ description: 'Where it is kept in the read store.' }) collection: string;
  @ApiProperty({ description: 'Whether queries read this collection; if not, it is being built to take the place of the one they read.' }) served: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'How far it is; null at the very beginning.' }) position: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it stands still, naming the event that it cannot read or fold; null while it goes on.' }) parked: string | null;
}

class ReadyAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'Position of the last event; null while there is none.' }) end: string | null;
  @ApiProperty({ type: [ReadModelAnswer], description: 'Every read model; one that is being built anew stands here twice.' }) projections: readonly ReadModelAnswer[];
}

/** For load balancers and operators. `live`: the process answers. `ready`: its event store does too. */
@ApiTags('operation')
@Controller('health')
export class HealthController {
  constructor(
    private readonly projections: Projections,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Public()
  @Get('live')
  @ApiOperation({ operationId: 'readLiveness', summary: 'Whether the process answers' })
  @ApiOkResponse({ type: LiveAnswer })
  live(): LiveAnswer {
    return { live: true };
  }

  @Public()
  @Get('ready')
  @ApiOperation({ operationId: 'readReadiness', summary: 'Whether the store answers, whether every read model has caught up with the log as it stood at the start, and how far each is' })
  @Refuses('not_there_yet')
  @ApiOkResponse({ type: ReadyAnswer })
  async ready(): Promise<ReadyAnswer> {
    const end = await this.store.end();
    if (!(await this.projections.allCaughtUp())) throw new ReadModelBehind('read models are still being folded');
    return { end, projections: await this.projections.status() };
  }
}
