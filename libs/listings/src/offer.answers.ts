import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { EVIDENCE_KINDS, TRANSFER_MODES, type AskedPrice, type Economics, type Evidence, type EvidenceKind, type Offer, type RightsAvailability, type TransferMode } from './events.js';

export class AskedPriceAnswer {
  @ApiProperty({ enum: ['asked', 'negotiable'], description: 'Whether a price is named, or open.' }) kind: AskedPrice['kind'];
  @ApiPropertyOptional({ type: 'integer', minimum: 0, example: 48_000_000, description: 'Whole fen (CNY); always there with `asked`, never with `negotiable`.' }) fen?: number;
}

class OfferEconomicsAnswer {
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, description: 'What one user of the usual size invests, in whole fen (CNY).' }) investmentFen: number | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, description: 'What it brings them a year, in whole fen.' }) yearlyBenefitFen: number | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, description: 'After how many months it has paid for itself.' }) paybackMonths: number | null;
  @ApiProperty({ description: 'By what that was reckoned.' }) basis: string;
}

class OfferEvidenceAnswer {
  @ApiProperty({ enum: EVIDENCE_KINDS, description: 'What it is.' }) kind: EvidenceKind;
  @ApiProperty({ description: 'What it shows.' }) summary: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Of which day it is.' }) on: string | null;
}

class OfferAvailabilityAnswer {
  @ApiProperty({ description: 'For which territory the right can be had.' }) territory: string;
  @ApiProperty({ type: String, nullable: true, description: 'For which field of use; null: for all.' }) field: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'From which day on; null: at once.' }) fromOn: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'What lies on it already; null: nothing known.' }) encumbrances: string | null;
}

/** What the transfer office offers. */
export class OfferAnswer {
  @ApiProperty({ enum: TRANSFER_MODES, description: 'Mode of transfer; licences by kind: exclusive 独占, sole 排他, ordinary 普通.' }) mode: TransferMode;
  @ApiProperty({ type: AskedPriceAnswer, description: 'What is asked. What is agreed later stands in the transfer.' }) price: AskedPrice;
  @ApiProperty({ description: 'What a firm that is interested would do first.' }) nextStep: string;
  @ApiProperty({ type: OfferEconomicsAnswer, nullable: true, description: 'What it costs to use, and what it brings.' }) economics: Economics | null;
  @ApiProperty({ type: [OfferEvidenceAnswer], description: 'What a buyer can check. Empty for those who may not see the whole.' }) evidence: readonly Evidence[];
  @ApiProperty({ type: OfferAvailabilityAnswer, nullable: true, description: 'Which rights can be had now.' }) availability: RightsAvailability | null;
}

/** What the public reads of an offer: behind a confidentiality tier no evidence, for by it the achievement could be looked up. */
export const offerShown = ({ mode, price, nextStep, economics, evidence, availability }: Offer, whole: boolean): OfferAnswer => ({ mode, price, nextStep, economics, evidence: whole ? evidence : [], availability });
