import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { plainToInstance, Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested, validateSync, type ValidationError } from 'class-validator';
import { inputInvalid } from './input-problems.js';
import { rememberValidations } from './remembered-validation.js';

class Name {
  @ApiProperty() @IsString() zh!: string;
}
class Thing {
  @ApiProperty() @ValidateNested() @Type(() => Name) name!: Name;
  @ApiPropertyOptional({ type: Name, nullable: true }) @IsOptional() @ValidateNested() @Type(() => Name) other?: Name | null;
  @ApiPropertyOptional({ type: [Name] }) @IsOptional() @ValidateNested({ each: true }) @Type(() => Name) more: Name[] = [];
  @ApiPropertyOptional() @IsOptional() @IsString() note?: string;
  // Not described: as class-validator has it.
  @IsOptional() @IsString() mark?: string | null;
}

describe('validation by the description', () => {
  beforeAll(rememberValidations);
  const told = (said: object): readonly (readonly string[])[] => inputInvalid(validateSync(plainToInstance(Thing, { name: { zh: '一' }, ...said })) as ValidationError[]).in('en').map(({ field, code }) => [field, code]);

  test.each([
    ['nothing more', {}, []],
    ['everything', { other: { zh: '二' }, more: [{ zh: '三' }], note: 'x', mark: 'x' }, []],
    ['null where the description has it, and where there is none', { other: null, mark: null }, []],
    ['null where it has not', { note: null, more: null }, [['more', 'list_expected'], ['more', 'object_expected'], ['note', 'text_expected']]],
    ['no object', { name: undefined }, [['name', 'missing']]],
    ['null, text or a list for it', { name: null }, [['name', 'object_expected']]],
    ['text for it', { name: 'x' }, [['name', 'object_expected']]],
    ['a list for it', { name: [], other: [] }, [['name', 'object_expected'], ['other', 'object_expected']]],
    ['an object for a list', { more: {} }, [['more', 'list_expected'], ['more.zh', 'missing']]],
    ['a list in a list', { more: [[]] }, [['more', 'object_expected']]],
    ['null in a list', { more: [{ zh: '三' }, null] }, [['more.1', 'object_expected']]],
    ['what is wrong further in', { name: { zh: 1 }, more: [{}] }, [['name.zh', 'text_expected'], ['more.0.zh', 'missing']]],
  ])('%s', (_, said, problems) => expect(told(said)).toEqual(problems));
});
