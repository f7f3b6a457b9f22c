import { ApiProperty } from '@nestjs/swagger';
import { IMPROVEMENTS, PAYMENT_KINDS, ROYALTY_BASES, SIDES, type Improvements, type Instalment, type OfferTerms, type PaymentKind, type Royalty, type RoyaltyBase, type Side } from './events.js';
import { OFFER_FIELDS, type Change, type OfferField } from './offer-diff.js';
import type { OfferRecord } from './transfer-document.js';

const SAID = { type: String, nullable: true } as const;

class InstalmentAnswer implements Instalment {
  @ApiProperty({ type: 'integer', minimum: 1, example: 24_000_000, description: 'Whole fen (CNY).' }) amountFen: number;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day on which it is due.' }) dueOn: string | null;
  @ApiProperty({ ...SAID, description: 'What must have happened before it is due.' }) condition: string | null;
}

class RoyaltyAnswer implements Royalty {
  @ApiProperty({ enum: ROYALTY_BASES, description: 'What it is reckoned from (Civil Code art. 846).' }) base: RoyaltyBase;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10_000, description: 'Rate in basis points; 10 000 are the whole.' }) rateBasisPoints: number;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'For how many months.' }) months: number;
}

/** Everything an offer says, in the order of Civil Code art. 845; null where it says nothing. */
export class OfferTermsAnswer implements OfferTerms {
  @ApiProperty({ type: 'integer', minimum: 1, example: 48_000_000, description: 'Whole fen (CNY).' }) amountFen: number;
  @ApiProperty({ enum: PAYMENT_KINDS, type: String, nullable: true, description: 'How it is paid (Civil Code art. 846).' }) paymentKind: PaymentKind | null;
  @ApiProperty({ type: [InstalmentAnswer], description: 'In the order in which they fall due; together the price.' }) instalments: readonly InstalmentAnswer[];
  @ApiProperty({ type: RoyaltyAnswer, nullable: true, description: 'On top of the price, which is then an entry fee 入门费.' }) royalty: RoyaltyAnswer | null;
  @ApiProperty({ ...SAID, description: 'What is handed over: content, scope and requirements.' }) subject: string | null;
  @ApiProperty({ ...SAID, description: 'For which use.' }) field: string | null;
  @ApiProperty({ ...SAID, description: 'Where.' }) territory: string | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, description: 'For how many months.' }) termMonths: number | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Whether the licensee may license others.' }) sublicence: boolean | null;
  @ApiProperty({ ...SAID, description: 'Plan, place and manner of performance.' }) performance: string | null;
  @ApiProperty({ ...SAID, description: 'Secrecy of technical information.' }) confidentiality: string | null;
  @ApiProperty({ enum: IMPROVEMENTS, type: String, nullable: true, description: 'Who has what is improved later (Civil Code art. 875).' }) improvements: Improvements | null;
  @ApiProperty({ ...SAID, description: 'Standard and method of acceptance.' }) acceptance: string | null;
  @ApiProperty({ ...SAID, description: 'Liability for default.' }) liability: string | null;
  @ApiProperty({ ...SAID, description: 'How disputes are settled.' }) disputes: string | null;
  @ApiProperty({ ...SAID, description: 'What words and terms mean.' }) definitions: string | null;
  @ApiProperty({ description: 'The side says that buyer and completers are related 利害关系.' }) relatedParty: boolean;
  @ApiProperty({ description: "What else goes with the price, in the side's own words." }) terms: string;
}

export class NegotiationOfferAnswer extends OfferTermsAnswer {
  @ApiProperty({ type: 'integer', minimum: 1, description: '1 for the first, then one more each time, whichever side makes it.' }) version: number;
  @ApiProperty({ enum: SIDES, description: 'The side that made it.' }) side: Side;
  @ApiProperty({ format: 'uuid', description: 'The person who made it.' }) by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until when the other side answers. Null in what was recorded before offers had a time.' }) respondBy: string | null;
}

export const offerOf = ({ respondBy, ...offer }: OfferRecord): NegotiationOfferAnswer => ({ ...offer, respondBy: respondBy?.at ?? null });

/** Of everything an offer says, what belongs to an answer of its terms. */
export const termsOf = ({
  amountFen, paymentKind, instalments, royalty, subject, field, territory, termMonths, sublicence, performance, confidentiality, improvements, acceptance, liability, disputes, definitions, relatedParty, terms,
}: OfferTerms): OfferTermsAnswer => ({
  amountFen, paymentKind, instalments, royalty, subject, field, territory, termMonths, sublicence, performance, confidentiality, improvements, acceptance, liability, disputes, definitions, relatedParty, terms,
});

class OfferChangeAnswer {
  @ApiProperty({ enum: OFFER_FIELDS, description: 'The field in which they differ.' }) field: OfferField;
  @ApiProperty({ ...SAID, description: 'What the first says, in words; null where it says nothing.' }) before: string | null;
  @ApiProperty({ ...SAID, description: 'What the second says.' }) after: string | null;
}

/** In what two versions differ. */
export class OfferDiffAnswer {
  @ApiProperty({ type: 'integer', minimum: 1 }) from: number;
  @ApiProperty({ type: 'integer', minimum: 1 }) to: number;
  @ApiProperty({ type: [OfferChangeAnswer], description: 'Field by field; empty when they say the same.' }) changes: readonly OfferChangeAnswer[];
}

export const diffAnswerOf = (from: number, to: number, changes: readonly Change[]): OfferDiffAnswer => ({ from, to, changes: changes.map(({ field, before, after }) => ({ field, before: inWords(before), after: inWords(after) })) });

/** A value of any field as one text. */
const inWords = (value: Change['before']): string | null => {
  if (value === null) return null;
  if (typeof value !== 'object') return String(value);
  if ('base' in value) return `${value.base}, ${value.rateBasisPoints} basis points, ${value.months} months`;
  return value.length === 0 ? null : value.map(({ amountFen, dueOn, condition }, n) => [`${n + 1}: ${amountFen} fen`, ...(dueOn ? [dueOn] : []), ...(condition ? [condition] : [])].join(', ')).join('\n');
};
