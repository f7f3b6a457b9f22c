import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { isZone, offsetAt } from '@hewu/calendar/src/zone-offset.js';
import { MINUTE } from './zone.decider.js';

/*
 * The times of a slot as the clocks show them, at the instrument and where the viewer is. The instants stay what programs go by;
 * limits, hours and days are always those of the instrument's zone. Every answer with a slot gets its local times here.
 */

/** In the query of whatever answers slots: where the viewer is. */
export const ViewerZone = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ maxLength: 60, example: 'Europe/Berlin', description: 'IANA time zone of the viewer: slots are told by its clocks too.' }),
    IsOptional(),
    ValidateBy({ name: 'isZone', validator: { validate: (value: unknown) => typeof value === 'string' && value.length <= 60 && isZone(value), defaultMessage: () => 'zone_invalid' } }),
  );

const LOCAL = { format: 'date-time', example: '2026-03-03T09:00:00+08:00' } as const;

/** A slot by the clocks: local time with its distance from UTC, so that the hour that is shown twice is told apart. */
export class LocalTimesAnswer {
  @ApiProperty({ example: 'Asia/Shanghai', description: 'Time zone of the instrument.' }) zone: string;
  @ApiProperty({ ...LOCAL, description: '`from` by the clocks of the instrument.' }) localFrom: string;
  @ApiProperty({ ...LOCAL, example: '2026-03-03T11:00:00+08:00', description: '`until` by the clocks of the instrument.' }) localUntil: string;
  @ApiProperty({ ...LOCAL, type: String, nullable: true, example: '2026-03-03T02:00:00+01:00', description: '`from` by the clocks of the viewer; null unless `viewerZone` was asked for.' }) viewerFrom: string | null;
  @ApiProperty({ ...LOCAL, type: String, nullable: true, example: '2026-03-03T04:00:00+01:00', description: '`until` by the clocks of the viewer.' }) viewerUntil: string | null;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `2026-03-03T09:00:00+08:00`: what the clocks of a zone show at an instant, to the second. */
export const localTime = (zone: string, instant: string): string => {
  const offset = offsetAt(zone, Date.parse(instant));
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  return `${new Date(Date.parse(instant) + offset).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

export const localTimes = ({ from, until }: { readonly from: string; readonly until: string }, zone: string, viewerZone: string | undefined): LocalTimesAnswer => ({
  zone, localFrom: localTime(zone, from), localUntil: localTime(zone, until),
  viewerFrom: viewerZone === undefined ? null : localTime(viewerZone, from), viewerUntil: viewerZone === undefined ? null : localTime(viewerZone, until),
});
