import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';

/** Control characters, and characters that are not seen but turn the reading direction or hide between letters. */
const UNSEEN = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';
const PLAIN = new RegExp(`^(?=[\\s\\S]*\\S)[^${UNSEEN}]*$`);

/** Text that shows what it is: not empty, not only spaces, nothing unseen in it. Markup is kept as the text it is. */
export const PlainText = (most: number, description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ minLength: 1, maxLength: most, pattern: PLAIN.source, description }), IsString(), Length(1, most), Matches(PLAIN, { message: 'text_not_plain' }));
