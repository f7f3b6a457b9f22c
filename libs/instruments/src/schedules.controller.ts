import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { Public } from '@hewu/platform/src/policy.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { calendar } from './calendar.decider.js';
import { LocalBusyAnswer } from './calendars.answers.js';
import { ScheduleQuery } from './calendars.dto.js';
import { instrument } from './instrument.decider.js';
import { localTimes } from './local-times.js';
import { Schedules } from './schedules.js';

const AT_ONCE = 50;

class SchedulesQuery extends ScheduleQuery {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: AT_ONCE, description: 'Ids of instruments, with commas between them.' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value), { toClassOnly: true }) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(AT_ONCE) @ArrayUnique() @IsUUID(undefined, { each: true }) instruments: string[];
}

class InstrumentScheduleAnswer {
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'Shared by the instruments of a group.' }) calendarId: string;
  @ApiProperty({ example: 'Asia/Shanghai', description: 'Time zone of the instrument.' }) zone: string;
  @ApiProperty({ type: [LocalBusyAnswer], description: 'What is taken, in order of time.' }) items: readonly LocalBusyAnswer[];
}

export class SchedulesAnswer {
  @ApiProperty({ type: [InstrumentScheduleAnswer], maxItems: AT_ONCE, description: 'In the order asked; what is not known is left out.' }) items: readonly InstrumentScheduleAnswer[];
}

/** One page with the week of a whole laboratory. */
@ApiTags('calendars')
@Controller('schedules')
export class SchedulesController {
  constructor(
    private readonly kernel: Kernel,
    private readonly schedules: Schedules,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ operationId: 'readSchedules', summary: 'What is taken of up to 50 instruments within a span of at most 42 days, past or to come' })
  @ApiOkResponse({ type: SchedulesAnswer })
  @Refuses('schedule_span_wrong')
  async each(@Query() { instruments, from, until, viewerZone }: SchedulesQuery): Promise<SchedulesAnswer> {
    const known = (await Promise.all(instruments.map((id) => this.placeOf(id)))).filter((one) => one !== null);
    const taken = await this.schedules.ofEach([...new Set(known.map(({ calendarId }) => calendarId))], from, until);
    return { items: known.map((one) => ({ ...one, items: (taken.get(one.calendarId) ?? []).map((busy) => ({ ...busy, ...localTimes(busy, one.zone, viewerZone) })) })) };
  }

  private async placeOf(instrumentId: string): Promise<Omit<InstrumentScheduleAnswer, 'items'> | null> {
    const { registered } = await this.kernel.load(instrument, instrumentId);
    const opened = registered && (await this.kernel.load(calendar, registered.calendarId)).opened;
    return registered && opened ? { instrumentId, calendarId: registered.calendarId, zone: opened.rules.zone } : null;
  }
}
