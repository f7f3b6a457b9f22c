/*
 * What an offer says, as events store it (`events.ts` publishes it). The fields follow what a technology contract generally
 * holds (Civil Code art. 845) and how it may be paid (art. 846). Money is whole fen (CNY), days are ISO dates in Shanghai.
 */

/** Once in a sum, in instalments, or a fixed entry fee 入门费 with a royalty 提成 on top of it (art. 846). */
export const PAYMENT_KINDS = ['lump_sum', 'instalments', 'entry_fee_and_royalty'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** A part of the price: due on a day, or when something has happened. */
export type Instalment = { readonly amountFen: number; readonly dueOn: string | null; readonly condition: string | null };

/** What a royalty is reckoned from (art. 846): price of the products, new output value, profit, or sales. */
export const ROYALTY_BASES = ['product_price', 'output_value', 'profit', 'sales'] as const;
export type RoyaltyBase = (typeof ROYALTY_BASES)[number];
export type Royalty = { readonly base: RoyaltyBase; readonly rateBasisPoints: number; readonly months: number };

/**
 * Who has what is improved later (art. 875): whoever made it, both, or whoever made it with a licence for a fee. To have it back
 * for nothing stands in no list: such a clause is void (SPC interpretation art. 10).
 */
export const IMPROVEMENTS = ['maker_owns', 'jointly_owned', 'licensed_for_fee'] as const;
export type Improvements = (typeof IMPROVEMENTS)[number];

/** What goes with the price, field by field; null where the side says nothing of it. */
export type Conditions = {
  readonly paymentKind: PaymentKind | null;
  /** In the order in which they fall due; empty unless paid in instalments. */
  readonly instalments: readonly Instalment[];
  readonly royalty: Royalty | null;
  /** 标的的内容、范围和要求: what is handed over. */
  readonly subject: string | null;
  /** For which use, and where. */
  readonly field: string | null;
  readonly territory: string | null;
  /** How long a licence or a cooperation lasts; null: not said, which counts as without limit (SPC interpretation art. 28). */
  readonly termMonths: number | null;
  /** Whether the licensee may license others. */
  readonly sublicence: boolean | null;
  /** 履行的计划、地点和方式. */
  readonly performance: string | null;
  /** 技术信息和资料的保密. */
  readonly confidentiality: string | null;
  /** 技术成果的归属: of what is improved later. */
  readonly improvements: Improvements | null;
  /** 验收标准和方法. */
  readonly acceptance: string | null;
  /** 违约责任. */
  readonly liability: string | null;
  /** 争议的解决. */
  readonly disputes: string | null;
  /** 名词和术语的解释. */
  readonly definitions: string | null;
};

/** Nothing but the price and the side's own words, as offers were before they had fields (version 1). */
export const NOTHING_SAID: Conditions = {
  paymentKind: null, instalments: [], royalty: null, subject: null, field: null, territory: null, termMonths: null, sublicence: null, performance: null, confidentiality: null, improvements: null,
  acceptance: null, liability: null, disputes: null, definitions: null,
};

/** Everything that one version of an offer says. */
export type OfferTerms = Conditions & {
  readonly amountFen: number;
  /** In the side's own words. */
  readonly terms: string;
  /** The side says that buyer and completers are related 利害关系. */
  readonly relatedParty: boolean;
};
