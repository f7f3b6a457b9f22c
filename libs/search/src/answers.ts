import { ApiProperty } from '@nestjs/swagger';
import { CountedPage } from '@hewu/platform/src/lists.js';
import { HOWS, type How } from './asked.js';
import { FIELDS, FOUND_KINDS, type Field, type FoundKind } from './findable.js';

export class FoundRange {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'First character of the piece, counted from 0 in UTF-16 units (as JavaScript, Java and JSON escapes count).' }) from: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The first character behind it.' }) to: number;
}

/** A text with what is to be marked in it. The text is as it was written, never markup: show it as text. */
export class HighlightAnswer {
  @ApiProperty({ enum: FIELDS, description: 'Which text it is.' }) field: Field;
  @ApiProperty({ description: 'The text, or a piece of at most 160 characters around its first match.' }) text: string;
  @ApiProperty({ description: 'Whether something was left out in front.' }) cutBefore: boolean;
  @ApiProperty({ description: 'Whether something was left out behind.' }) cutAfter: boolean;
  @ApiProperty({ type: [FoundRange], description: 'What matches, in order; no two overlap, all lie within `text`.' }) ranges: readonly FoundRange[];
}

/** Why it was found: one word that was asked for. */
export class WhyAnswer {
  @ApiProperty({ description: 'The word, as it was asked.' }) asked: string;
  @ApiProperty({ enum: HOWS, description: 'As it stands, in another form, by a synonym, by its pinyin, or as a likely typing error.' }) how: How;
  @ApiProperty({ type: [String], description: 'What stands there; of a synonym, the name of its line.' }) found: readonly string[];
  @ApiProperty({ enum: FIELDS, isArray: true, description: 'In which texts. Empty when it stands in one that is not shown whole.' }) fields: readonly Field[];
}

/** What became of one word of the phrase. */
export class WordAnswer {
  @ApiProperty({ description: 'The word, as it was asked.' }) asked: string;
  @ApiProperty({ enum: HOWS, isArray: true, description: 'How it was found; empty: by nothing, so nothing is found.' }) hows: readonly How[];
  @ApiProperty({ type: [String], description: 'For what it was taken, when no text has it as it stands: at most eight.' }) takenFor: readonly string[];
}

export const ORDERS = ['relevance', 'newest', 'ripest', 'cheapest', 'dearest'] as const;
export type Order = (typeof ORDERS)[number];

/**
 * By what the list is in order. Nothing in any order depends on who asks: no profile, no history, no payment. So the choice that
 * 《互联网信息服务算法推荐管理规定》 article 17 demands, a list that is not fitted to the person, is the only one there is.
 */
export class OrderAnswer {
  @ApiProperty({ enum: ORDERS, description: 'Best match, last published, highest readiness level, or price first. Ties go by id.' }) by: Order;
  @ApiProperty({ enum: [false], description: 'Always false: everybody who asks the same gets the same order.' }) personalised: false;
}

export const orderOf = (by: Order): OrderAnswer => ({ by, personalised: false });

/** Something that was found, whatever its kind. */
export class HitAnswer {
  @ApiProperty({ enum: FOUND_KINDS, description: 'What it is.' }) kind: FoundKind;
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'Its title or name, in Chinese.' }) title: string;
  @ApiProperty({ type: String, nullable: true, description: 'In English.' }) titleEn: string | null;
  @ApiProperty({ type: String, nullable: true, example: '500117', description: 'GB/T 2260 division.' }) region: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Whose it is, or for whom the person works.' }) organisationId: string | null;
  @ApiProperty({ description: 'Where to read it.', example: '/api/v1/listings/019a0000-0000-7000-8000-000000000001' }) href: string;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How well it matches; 0 when no phrase was given.' }) points: number;
  @ApiProperty({ type: [HighlightAnswer], description: 'Texts in which words were found.' }) highlights: readonly HighlightAnswer[];
  @ApiProperty({ type: [WhyAnswer], description: 'Why it was found, word by word.' }) why: readonly WhyAnswer[];
}

class HitGroupAnswer {
  @ApiProperty({ enum: FOUND_KINDS, description: 'Of which kind.' }) kind: FoundKind;
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many of it were found.' }) count: number;
  @ApiProperty({ type: [HitAnswer], description: 'The first of them.' }) items: readonly HitAnswer[];
  @ApiProperty({ type: [WordAnswer], description: 'What became of the words among this kind.' }) words: readonly WordAnswer[];
  @ApiProperty({ description: 'Where all of them are listed.', example: '/api/v1/search/hits?kind=listing&q=%E8%8A%B1%E6%A4%92' }) href: string;
}

export class SearchAnswer {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'How many were found of all kinds.' }) count: number;
  @ApiProperty({ description: 'Whether the phrase holds a word that can be searched for. Without one nothing is found.' }) searchable: boolean;
  @ApiProperty({ type: OrderAnswer }) order: OrderAnswer;
  @ApiProperty({ type: [HitGroupAnswer], description: 'By kind: listings, demands, instruments, experts.' }) groups: readonly HitGroupAnswer[];
}

export class HitsPage extends CountedPage {
  @ApiProperty({ type: [HitAnswer] }) items: readonly HitAnswer[];
  @ApiProperty({ description: 'Whether the phrase holds a word that can be searched for. Without one nothing is found.' }) searchable: boolean;
  @ApiProperty({ type: OrderAnswer }) order: OrderAnswer;
  @ApiProperty({ type: [WordAnswer], description: 'What became of the words of the phrase.' }) words: readonly WordAnswer[];
}
