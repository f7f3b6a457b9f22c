import { Controller, Get, Header, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { FromCaller, type Caller } from '@hewu/platform/src/actor.js';
import type { Config } from '@hewu/platform/src/config.js';
import { FromDigits } from '@hewu/platform/src/lists.js';
import { Public } from '@hewu/platform/src/policy.js';
import { found } from '@hewu/platform/src/problems.js';
import { publicUrlOf, type Asked } from '@hewu/platform/src/public-url.js';
import { Refuses } from '@hewu/platform/src/refuses.js';
import { CONFIG } from '@hewu/platform/src/tokens.js';
import { BookingFactsSource } from './booking-facts.js';
import { calendar } from './calendar.decider.js';
import { iso } from './checks.decider.js';
import { instrument } from './instrument.decider.js';
import { kioskNow, type Taken } from './kiosk.decider.js';
import { kioskPage } from './kiosk-page.js';
import { Schedules } from './schedules.js';
import { DAY } from './zone.decider.js';

const LANGUAGES = ['zh', 'en'] as const;
/** A screen shows so much; the schedule has the rest. */
const SHOWN_AT_MOST = 8;

class KioskQuery {
  @ApiPropertyOptional({ enum: LANGUAGES, description: 'Otherwise what the browser likes best.' }) @IsOptional() @IsIn(LANGUAGES) language?: (typeof LANGUAGES)[number];
  @ApiPropertyOptional({ type: 'integer', minimum: 15, maximum: 3_600, description: 'For a screen on a wall: the page asks again after so many seconds.' }) @IsOptional() @FromDigits() @IsInt() @Min(15) @Max(3_600) refresh?: number;
}

/** The page that stands at an instrument: what it is now and next, by time alone. */
@ApiTags('instruments')
@Controller('kiosk')
export class KioskController {
  constructor(
    private readonly kernel: Kernel,
    private readonly schedules: Schedules,
    private readonly source: BookingFactsSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':instrumentId')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'showKiosk', summary: 'A page for a screen at the instrument: free or taken, until when, and what comes next; by time alone, without any person' })
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } }, description: 'A page for people.' })
  @Refuses('not_found')
  async page(@Param('instrumentId') instrumentId: string, @Query() { language: asked, refresh }: KioskQuery, @FromCaller() { language: liked }: Caller, @Req() request: Asked): Promise<string> {
    const { registered, retired } = await this.kernel.load(instrument, instrumentId);
    const { calendarId, name, place, model } = found(retired ? null : registered);
    const { opened } = await this.kernel.load(calendar, calendarId);
    const { rules, capacity } = found(opened);
    const { now, holidays } = await this.source.day(calendarId);
    const at = Date.parse(now);
    // An hour back, so that a slot that runs into now is there; a fortnight ahead, so that the state knows its end.
    const busy = await this.schedules.of(calendarId, iso(at - 60 * 60_000), iso(at + 14 * DAY));
    const taken = busy.map(({ from, until, kind }): Taken => ({ from: Date.parse(from), until: Date.parse(until), kind }));
    const language = asked ?? liked;
    const link = `${publicUrlOf(this.config, request)}/api/v1/kiosk/${instrumentId}`;
    const other = `?language=${language === 'zh' ? 'en' : 'zh'}${refresh === undefined ? '' : `&refresh=${refresh}`}`;
    const ahead = taken.filter(({ from, until }) => until > at && from < at + DAY).slice(0, SHOWN_AT_MOST);
    const state = kioskNow(taken, capacity, { rules, groups: ['own', 'external'], holidays }, at);
    return kioskPage({ language, instrument: { name, place, model }, zone: rules.zone, now: state, at, ahead, link, other, refreshSeconds: refresh ?? null });
  }
}
