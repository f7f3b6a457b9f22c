import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@hewu/platform/src/policy.js';
import { EventTypesPage, eventTypesPage } from './answers.js';

/** What other systems can be told of. */
@ApiTags('webhooks')
@Controller('webhooks/event-types')
export class EventTypesController {
  @Get()
  @Public()
  @ApiOperation({ operationId: 'listEventTypes', summary: 'The closed list of what webhooks are told of' })
  @ApiOkResponse({ type: EventTypesPage })
  list(): EventTypesPage {
    return eventTypesPage();
  }
}
