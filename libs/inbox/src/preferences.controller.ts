import { Body, Controller, Get, HttpCode, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type SignedInCaller } from '@hewu/platform/src/actor.js';
import { SignedIn } from '@hewu/platform/src/policy.js';
import { accepted } from '@hewu/platform/src/problems.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { PreferencesAnswer } from './answers.js';
import { ChangePreferencesCommand } from './inbox.commands.js';
import { PreferencesBody } from './inbox.dto.js';
import { preferences } from './preferences.decider.js';

/** In which language and how often the caller is written to. */
@ApiTags('inbox')
@Controller('preferences')
export class PreferencesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly kernel: Kernel,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'readPreferences', summary: "The caller's own preferences" })
  @ApiOkResponse({ type: PreferencesAnswer })
  async read(@FromCaller() { actor }: SignedInCaller): Promise<PreferencesAnswer> {
    const { language, frequency } = await this.kernel.load(preferences, actor.personId);
    return { language, frequency };
  }

  @Put()
  @HttpCode(200)
  @SignedIn()
  @ApiOperation({ operationId: 'setPreferences', summary: 'Set both of them' })
  @ApiOkResponse({ type: WrittenAnswer })
  async set(@Body() { language, frequency }: PreferencesBody, @FromCaller() { actor: { personId }, context }: SignedInCaller): Promise<WrittenAnswer> {
    return { id: personId, ...accepted(await this.commands.execute(new ChangePreferencesCommand({ type: 'SetPreferences', personId, language, frequency }, context))) };
  }
}
