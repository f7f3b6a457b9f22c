import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** What every list may be asked: how many, behind which cursor, and not before which position. */
export class ListQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  @ApiPropertyOptional({ description: 'The `next` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;

  @ApiPropertyOptional({ description: "Position of the caller's last command; the answer includes it." })
  @IsOptional()
  @Matches(/^[\d-]{1,64}$/)
  position?: string;
}

/** For single documents: the position to wait for. */
export class PositionQuery {
  @ApiPropertyOptional({ description: "Position of the caller's last command; the answer includes it." })
  @IsOptional()
  @Matches(/^[\d-]{1,64}$/)
  position?: string;
}
