import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';

/** Control characters, characters that are not seen but turn the reading direction or hide between letters, and halves of a surrogate pair. */
const UNSEEN = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff\\ud800-\\udfff';

/** By code points (`u`), as JSON Schema reads a pattern too: a character beyond the first plane is one, and no pair of halves. */
export const PLAIN = new RegExp(`^(?=[\\s\\S]*\\S)[^${UNSEEN}]*$`, 'u');

/** The same for text that may be empty. */
export const SEEN = new RegExp(`^[^${UNSEEN}]*$`, 'u');

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** Text in which there is something, and nothing unseen. */
export const IsPlainText = (): PropertyDecorator =>
  ValidateBy({
    name: 'plainText',
    validator: { validate: (value: unknown) => typeof value === 'string' && PLAIN.test(value), defaultMessage: (args) => (isBlank(args?.value) ? 'text_empty' : 'text_not_plain') },
  });

/** Text that may be empty, and nothing unseen in it. */
export const IsSeenText = (): PropertyDecorator => ValidateBy({ name: 'plainText', validator: { validate: (value: unknown) => typeof value === 'string' && SEEN.test(value), defaultMessage: () => 'text_not_plain' } });

const plain = (most: number): readonly PropertyDecorator[] => [IsString(), MaxLength(most), IsPlainText()];

/** Text that shows what it is: not empty, not only spaces, nothing unseen in it. Markup is kept as the text it is. */
export const Text = (most: number, description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ minLength: 1, maxLength: most, pattern: PLAIN.source, description }), ...plain(most));

/** The same, where it may be missing or null. */
export const OptionalText = (most: number, description: string): PropertyDecorator => applyDecorators(IsOptional(), DependentText(most, description));

/** The same, where another field decides whether it may be missing: put `ValidateIf` beside it. */
export const DependentText = (most: number, description: string): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: most, pattern: PLAIN.source, description }), ...plain(most));

/** A remark: what may be left out or empty, and then is empty. Give the property `''`. */
export const Remark = (most: number, description: string): PropertyDecorator =>
  applyDecorators(IsOptional(), ApiPropertyOptional({ type: String, minLength: 0, maxLength: most, pattern: SEEN.source, default: '', description }), IsString(), MaxLength(most), IsSeenText());
