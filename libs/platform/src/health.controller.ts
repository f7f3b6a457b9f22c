import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EventStore } from '@hewu/kernel/src/event-store.js';
import { Projections } from '@hewu/kernel/src/projections.js';
import { Public } from './policy.js';
import { EVENT_STORE } from './tokens.js';

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
  @ApiOperation({ summary: 'Whether the process answers' })
  @ApiOkResponse({ schema: { type: 'object', properties: { live: { type: 'boolean' } } } })
  live(): { live: true } {
    return { live: true };
  }

  @Public()
  @Get('ready')
  @ApiOperation({ summary: 'Whether the store answers, and how far each read model is' })
  @ApiOkResponse({ schema: { type: 'object', properties: { end: { type: 'string', nullable: true }, projections: { type: 'array', items: { type: 'object' } } } } })
  async ready(): Promise<{ end: string | null; projections: readonly object[] }> {
    const end = await this.store.end();
    return { end, projections: await this.projections.status() };
  }
}
