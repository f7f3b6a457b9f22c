import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';
import { terms } from '@hewu/words/src/terms.js';
import { IsPlainText, PLAIN } from './plain-text.js';

const MOST = 200;

/** Blank is not asked; whoever empties a search box sees all again. */
const BlankIsNothing = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' && value.trim() === '' ? undefined : value), { toClassOnly: true });

/** What is looked for must have a word in it: of `*` or a smile everything or nothing would be an equally wrong answer. Of what is not plain text it says nothing more. */
const HasWords = (): PropertyDecorator =>
  ValidateBy({ name: 'hasWords', validator: { validate: (value: unknown) => typeof value === 'string' && (value.length > MOST || !PLAIN.test(value) || terms(value).length > 0), defaultMessage: () => 'query_not_searchable' } });

/** `q` of every list that is searched by words. */
export const Searched = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ maxLength: MOST, description: `${description} What has no word in it is refused (\`query_not_searchable\`), what is blank asks nothing.` }),
    IsOptional(), BlankIsNothing(), IsString(), MaxLength(MOST), IsPlainText(), HasWords(),
  );
