import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, ValidateBy } from 'class-validator';
import { isDay } from '@hewu/calendar/src/days.js';
import { ListPage, ListQuery, PositionQuery } from '@hewu/platform/src/lists.js';
import type { Bilingual } from './instrument-events.js';
import { BilingualAnswer } from './instruments.answers.js';
import { UTILISATION_PERIODS, type Utilisation, type UtilisationPeriod } from './utilisation.decider.js';

const IsDay = (): PropertyDecorator => ValidateBy({ name: 'isDay', validator: { validate: isDay, defaultMessage: () => 'day_invalid' } });
const PER = { enum: UTILISATION_PERIODS, description: "A week, beginning as the owner's rules say, or a month, of the instrument's calendar." } as const;

export class UtilisationQuery extends PositionQuery {
  @ApiPropertyOptional({ ...PER, default: 'month' }) @IsOptional() @IsIn(UTILISATION_PERIODS) per: UtilisationPeriod = 'month';
  @ApiProperty({ format: 'date', example: '2026-01-01', description: 'A day of the first period.' }) @IsDay() from: string;
  @ApiProperty({ format: 'date', example: '2026-12-31', description: 'A day of the last one, at most 366 days later.' }) @IsDay() until: string;
}

export class UtilisationsQuery extends ListQuery {
  @ApiPropertyOptional({ ...PER, default: 'month' }) @IsOptional() @IsIn(UTILISATION_PERIODS) per: UtilisationPeriod = 'month';
  @ApiProperty({ format: 'date', example: '2026-03-03', description: 'A day of the period.' }) @IsDay() on: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'For the authorities: only those of this owner.' }) @IsOptional() @IsUUID() ownerOrganisationId?: string;
}

const Minutes = (description: string): PropertyDecorator => ApiProperty({ type: 'integer', minimum: 0, description: `Whole minutes ${description}` });

/** How much an instrument was used in a period, beside how much it could have been. */
export class UtilisationAnswer implements Utilisation {
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ type: BilingualAnswer, description: 'What the instrument is called.' }) name: Bilingual;
  @ApiProperty({ example: 'Asia/Shanghai', description: 'Time zone of the instrument, by which days begin.' }) zone: string;
  @ApiProperty({ enum: UTILISATION_PERIODS, description: 'What the period is.' }) per: UtilisationPeriod;
  @ApiProperty({ format: 'date', description: 'First day of the period.' }) firstOn: string;
  @ApiProperty({ format: 'date', description: 'Last day of the period.' }) lastOn: string;
  @ApiProperty({ format: 'date-time', description: 'From when on is counted: the beginning of the period, or the registration of the instrument within it.' }) countedFrom: string;
  @ApiProperty({ format: 'date-time', description: 'Up to when, exclusive: the end of the period, the retirement of the instrument, or now.' }) countedUntil: string;
  @Minutes('open to anybody, by the opening rules of the time.') openMinutes: number;
  @Minutes('of these out of service as was announced beforehand.') plannedOutageMinutes: number;
  @Minutes('of these out of service without warning; what both cover is told here alone.') suddenOutageMinutes: number;
  @Minutes('open less both.') availableMinutes: number;
  @Minutes('taken by bookings that were accepted and not given back, without buffers; several at once count once.') bookedMinutes: number;
  @Minutes('of these of users who did not come.') missedMinutes: number;
  @Minutes('used as the users recorded it (机时), also outside the open hours; several at once count once. What nobody has recorded is not in it.') usedMinutes: number;
  @Minutes('of these by users of other organisations than the owner (对外机时).') externalMinutes: number;
  @Minutes('of the use outside what was available.') usedOutsideMinutes: number;
  @ApiProperty({ type: 'number', nullable: true, minimum: 0, example: 61.5, description: '`usedMinutes` ÷ `availableMinutes`, in hundredths, to a tenth; above 100 where it was used outside the open hours. Null when nothing was available.' }) utilisationPercent: number | null;
}

export class UtilisationPage extends ListPage {
  @ApiProperty({ type: [UtilisationAnswer], description: 'In order of time, or of several instruments the last registered first; periods that have not begun are none.' }) items: readonly UtilisationAnswer[];
}
