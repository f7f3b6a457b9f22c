import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { UUID } from '@hewu/kernel/src/ids.js';
import { IsPlainText, Text } from '@hewu/platform/src/plain-text.js';
import { LIMIT_MEASURES, LIMIT_PERIODS, LIMIT_SUBJECTS, PLAIN_RULES, type HolidayRule, type LimitMeasure, type LimitPeriod, type LimitSubject, type OpeningRules } from './opening-rules.js';

const OPENS = /^([01]\d|2[0-3]):[0-5]\d$/;
const CLOSES = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const KEPT = ['open', 'closed', 'for_groups'] as const;
/** `own`, `external`, or one of the owner's access groups by its id. */
const GROUP = new RegExp(`^(?:own|external|${UUID.source.slice(1, -1)})$`);
const YEAR_OF_MINUTES = 527_040;

/** Whole minutes (or days, or a count) within bounds. */
export const Whole = (minimum: number, maximum: number, description: string, more: ApiPropertyOptions = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'integer', minimum, maximum, description, ...more } as ApiPropertyOptions), IsInt(), Min(minimum), Max(maximum));
/** The same with a value for whoever does not say. */
const WholeOr = (otherwise: number, minimum: number, maximum: number, description: string): PropertyDecorator => applyDecorators(IsOptional(), Whole(minimum, maximum, description, { required: false, default: otherwise }));
const Date = (description: string): PropertyDecorator => applyDecorators(ApiProperty({ format: 'date', example: '2026-10-01', description }), Matches(/^\d{4}-\d{2}-\d{2}$/), IsISO8601({ strict: true }));
const Groups = (description: string, more: ApiPropertyOptions): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: 'array', items: { type: 'string', pattern: GROUP.source }, maxItems: 20, description, ...more } as ApiPropertyOptions), IsOptional(), IsArray(), ArrayMaxSize(20), ArrayUnique(), Matches(GROUP, { each: true }));
const ListOf = (type: () => new () => object, most: number, description: string, least = 0): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: [type()], ...(least > 0 ? { minItems: least } : { required: false, default: [] }), maxItems: most, description }), ...(least > 0 ? [ArrayMinSize(least)] : [IsOptional()]), IsArray(), ArrayMaxSize(most), ValidateNested({ each: true }), Type(type));

export class HoursBody {
  @ApiProperty({ pattern: OPENS.source, example: '08:30', description: 'Local time.' }) @Matches(OPENS) from: string;
  @ApiProperty({ pattern: CLOSES.source, example: '18:00', description: 'Local time; `24:00` is the end of the day. An end that is not after the beginning lies on the next day.' }) @Matches(CLOSES) until: string;
  @Groups('Access groups to which they are open (`own` and `external` exist always); null is everybody.', { nullable: true, default: null }) groups: string[] | null = null;
}

export class WeeklyHoursBody extends HoursBody {
  @Whole(1, 7, 'ISO day of the week; Monday is 1.') day: number;
}

export class DateOverrideBody {
  @Date('The date on which other hours hold.') on: string;
  @ListOf(() => HoursBody, 12, 'Its hours; without any it is closed.') hours: HoursBody[] = [];
  @Text(200, 'Why.') reason: string;
}

export class ClosureBody {
  @Date('First day on which it is closed.') fromOn: string;
  @Date('Last day on which it is closed.') untilOn: string;
  @Text(200, 'Why.') reason: string;
}

export class HolidayRuleBody implements HolidayRule {
  @ApiProperty({ enum: KEPT, description: 'What a public holiday does to the weekly hours: nothing, close, or keep them for some groups.' }) @IsIn(KEPT) kept: HolidayRule['kept'];
  @Groups('For which groups they are kept.', { default: [] }) groups: string[] = [];
}

export class GroupHorizonBody {
  @ApiProperty({ pattern: GROUP.source, description: 'The access group.' }) @Matches(GROUP) group: string;
  @Whole(1, 366, 'How many calendar days after today it may book.') days: number;
}

export class BookingNoticeBody {
  @WholeOr(0, 0, 43_200, 'Minutes before its beginning by which a slot must be booked.') bookMinutes: number = 0;
  @WholeOr(0, 0, 43_200, 'Minutes before the new beginning by which a booking must be moved.') changeMinutes: number = 0;
  @WholeOr(0, 0, 43_200, 'Minutes before the beginning from which on a cancellation is late.') cancelMinutes: number = 0;
}

export class OpenLimitBody {
  @ApiProperty({ minLength: 1, maxLength: 60, example: 'week-of-a-person', description: 'By which a refusal names it.' }) @IsString() @Length(1, 60) @IsPlainText() limitId: string;
  @ApiProperty({ enum: LIMIT_SUBJECTS, description: 'Whose bookings are counted.' }) @IsIn(LIMIT_SUBJECTS) subject: LimitSubject;
  @ApiPropertyOptional({ type: String, nullable: true, pattern: GROUP.source, description: 'The group that is counted, for `group`.' }) @IsOptional() @Matches(GROUP) group: string | null = null;
  @ApiProperty({ enum: LIMIT_MEASURES, description: 'Bookings, or their minutes.' }) @IsIn(LIMIT_MEASURES) measure: LimitMeasure;
  @Whole(1, YEAR_OF_MINUTES, 'At most so many.') atMost: number;
}

export class LimitBody extends OpenLimitBody {
  @ApiProperty({ enum: LIMIT_PERIODS, description: "The period, on the owner's calendar." }) @IsIn(LIMIT_PERIODS) per: LimitPeriod;
}

export class EarlyFinishBody {
  @Whole(1, 1_440, 'The next user is told of time that came free when it is at least so long.') atLeastMinutes: number;
  @Whole(0, 10_080, 'They are told when they come within so many minutes.') lookAheadMinutes: number;
}

export class OpeningRulesBody implements OpeningRules {
  @ApiProperty({ example: 'Asia/Shanghai', maxLength: 60, description: 'IANA time zone of the owner; it does not change.' }) @IsString() @Length(1, 60) zone: string;
  @ListOf(() => WeeklyHoursBody, 70, 'Opening spans of a week; those of the same people do not overlap.', 1) weekly: WeeklyHoursBody[];
  @ListOf(() => DateOverrideBody, 400, 'Dates on which other hours hold.') overrides: DateOverrideBody[] = [];
  @ListOf(() => ClosureBody, 100, 'Days on which it is closed.') closures: ClosureBody[] = [];
  @ApiPropertyOptional({ type: HolidayRuleBody }) @IsOptional() @ValidateNested() @Type(() => HolidayRuleBody) holidays: HolidayRuleBody = Object.assign(new HolidayRuleBody(), PLAIN_RULES.holidays);
  @WholeOr(1, 1, 7, 'ISO day with which a week begins when limits are counted.') weekStartsOn: number = PLAIN_RULES.weekStartsOn;
  @Whole(1, 60, 'Slots begin and end on multiples of so many minutes; a divisor of 60.', { example: 30 }) gridMinutes: number;
  @Whole(1, 10_080, 'Shortest slot, in minutes.', { example: 60 }) minMinutes: number;
  @Whole(1, 10_080, 'Longest slot, in minutes.', { example: 240 }) maxMinutes: number;
  @Whole(0, 1_440, 'Minutes kept free before each slot, to prepare.', { example: 0 }) bufferBeforeMinutes: number;
  @Whole(0, 1_440, 'Minutes kept free after each slot, to clean up.', { example: 30 }) bufferAfterMinutes: number;
  @Whole(1, 366, 'How many calendar days after today may be booked.', { example: 30 }) horizonDays: number;
  @ListOf(() => GroupHorizonBody, 20, 'Groups that may book further ahead.') horizonDaysOf: GroupHorizonBody[] = [];
  @ApiPropertyOptional({ type: BookingNoticeBody }) @IsOptional() @ValidateNested() @Type(() => BookingNoticeBody) notice: BookingNoticeBody = new BookingNoticeBody();
  @WholeOr(0, 0, 43_200, 'So many minutes before the beginning a booking can only be made longer.') lockMinutes: number = 0;
  @WholeOr(0, 0, 1_440, 'Minutes kept free between two bookings of one person.') gapMinutes: number = 0;
  @ListOf(() => LimitBody, 30, 'How much one may have in a period.') limits: LimitBody[] = [];
  @ListOf(() => OpenLimitBody, 30, 'How much of what has not begun one may have.') openLimits: OpenLimitBody[] = [];
  @ApiPropertyOptional({ enum: ['automatic', 'owner'], default: 'automatic', description: 'Whether the owner confirms each booking.' }) @IsOptional() @IsIn(['automatic', 'owner']) confirmation: 'automatic' | 'owner' = 'automatic';
  @WholeOr(PLAIN_RULES.holdMinutes, 1, 60, 'How long a slot is held for somebody who fills in the form.') holdMinutes: number = PLAIN_RULES.holdMinutes;
  @WholeOr(PLAIN_RULES.offerMinutes, 10, 2_880, 'How long whoever waits may think about an offer.') offerMinutes: number = PLAIN_RULES.offerMinutes;
  @WholeOr(PLAIN_RULES.checkInEarlyMinutes, 0, 240, 'From so many minutes before the slot one may check in, where the time until it is nobody’s.') checkInEarlyMinutes: number = PLAIN_RULES.checkInEarlyMinutes;
  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 1_440, default: null, description: 'Whoever has not checked in so many minutes after the beginning did not come; null: at the end of the slot.' }) @IsOptional() @IsInt() @Min(1) @Max(1_440) noShowMinutes: number | null = PLAIN_RULES.noShowMinutes;
  @ApiPropertyOptional({ type: EarlyFinishBody }) @IsOptional() @ValidateNested() @Type(() => EarlyFinishBody) earlyFinish: EarlyFinishBody = Object.assign(new EarlyFinishBody(), PLAIN_RULES.earlyFinish);
}
