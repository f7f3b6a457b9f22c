import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { ListPage } from '@hewu/platform/src/lists.js';
import { Text } from '@hewu/platform/src/plain-text.js';
import type { SupplyDocument } from './supplies.projection.js';
import type { SupplyUseDocument } from './supply-uses.projection.js';
import { STOCK_AT_MOST } from './supply.decider.js';

/** Ten million yuan for one unit. */
const PRICE_AT_MOST = 1_000_000_000;

const whole = (least: number, most: number, description: string): PropertyDecorator => (target, key) => {
  ApiProperty({ type: 'integer', minimum: least, maximum: most, description })(target, key);
  for (const check of [IsInt(), Min(least), Max(most)]) check(target, key);
};

export class SupplyWordsBody {
  @Text(100, 'In Chinese.') zh: string;
  @Text(100, 'In English.') en: string;
}

export class SupplyTermsBody {
  @whole(0, PRICE_AT_MOST, 'For one unit, in whole fen.') priceFen: number;
  @whole(0, STOCK_AT_MOST, 'At this stock or below there is too little left.') threshold: number;
}

export class ListSupplyBody extends SupplyTermsBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @ApiProperty({ description: 'What it is called.' }) @ValidateNested() @Type(() => SupplyWordsBody) name: SupplyWordsBody;
  @ApiProperty({ description: 'What is counted: a tip, a tube, 10 mL.' }) @ValidateNested() @Type(() => SupplyWordsBody) unit: SupplyWordsBody;
  @ApiPropertyOptional({ type: [String], maxItems: 100, default: [], description: 'For which instruments; none named is for all of the owner.' }) @IsOptional() @IsUUID(undefined, { each: true }) @ArrayMaxSize(100) @ArrayUnique() instrumentIds: string[] = [];
}

export class ReceiveStockBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @whole(1, STOCK_AT_MOST, 'How many units came.') quantity: number;
}

export class CorrectStockBody {
  @whole(0, STOCK_AT_MOST, 'How many units there are.') stock: number;
  @Text(500, 'Why it differs.') reason: string;
}

export class RetireSupplyBody {
  @Text(500, 'Why.') reason: string;
}

export class UseSupplyBody {
  @ApiPropertyOptional({ format: 'uuid', description: "The client's own id; otherwise one is made." }) @IsOptional() @IsUUID() id?: string;
  @ApiProperty({ format: 'uuid' }) @IsUUID() supplyId: string;
  @whole(1, STOCK_AT_MOST, 'How many units were used.') quantity: number;
}

export class SupplyAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) ownerOrganisationId: string;
  @ApiProperty({ type: SupplyWordsBody, description: 'What it is called.' }) name: { readonly zh: string; readonly en: string };
  @ApiProperty({ type: SupplyWordsBody, description: 'What is counted.' }) unit: { readonly zh: string; readonly en: string };
  @ApiProperty({ type: 'integer', minimum: 0, description: 'For one unit now, in whole fen.' }) priceFen: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'At this stock or below there is too little left.' }) threshold: number;
  @ApiProperty({ type: [String], description: 'For which instruments; none named is for all of the owner.' }) instrumentIds: readonly string[];
  @ApiProperty({ type: 'integer', minimum: 0 }) stock: number;
  @ApiProperty({ description: 'There is too little left.' }) low: boolean;
  @ApiProperty({ description: 'Not used any more.' }) retired: boolean;
  @ApiProperty({ format: 'date-time' }) listedAt: string;
}

export class SuppliesPage extends ListPage {
  @ApiProperty({ type: [SupplyAnswer] }) items: readonly SupplyAnswer[];
}

export class SupplyUseAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) supplyId: string;
  @ApiProperty({ format: 'uuid' }) ownerOrganisationId: string;
  @ApiProperty({ format: 'uuid' }) bookingId: string;
  @ApiProperty({ format: 'uuid' }) instrumentId: string;
  @ApiProperty({ format: 'uuid', description: 'Who owes it.' }) organisationId: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) quantity: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'For one unit, frozen, in whole fen.' }) priceFen: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'In whole fen.' }) amountFen: number;
  @ApiProperty({ format: 'uuid' }) recordedBy: string;
  @ApiProperty({ format: 'date-time' }) usedAt: string;
}

export class SupplyUsesPage extends ListPage {
  @ApiProperty({ type: [SupplyUseAnswer] }) items: readonly SupplyUseAnswer[];
}

export const supplyOf = ({ _id: id, ...shown }: SupplyDocument): SupplyAnswer => ({ id, ...shown });
export const supplyUseOf = ({ _id, ...shown }: SupplyUseDocument): SupplyUseAnswer => ({ id: _id.slice(shown.supplyId.length + 1), ...shown });
