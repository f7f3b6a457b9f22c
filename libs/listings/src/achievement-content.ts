/*
 * What an achievement says of itself, as events store it (`events.ts` publishes it). Days are ISO dates in Shanghai.
 * Persons are ids; nothing here is personal data.
 */

/** The grounds on which a result is, or is not, a service achievement 职务科技成果 (促进科技成果转化法 art. 2). */
export const SERVICE_GROUNDS = ['work_task', 'unit_means', 'not_service'] as const;
export type ServiceGround = (typeof SERVICE_GROUNDS)[number];

/** Kinds of right that can be granted and transferred (domain page §1.2), and `other`. */
export const IP_KINDS = ['patent', 'software_copyright', 'ic_layout', 'plant_variety', 'biological_medicine', 'know_how', 'other'] as const;
export type IpKind = (typeof IP_KINDS)[number];

/** `applied` until the office decides, then `granted`; copyrights, layouts and varieties are `registered`; know-how is `kept` secret. */
export const IP_STATUSES = ['applied', 'granted', 'registered', 'kept', 'lapsed'] as const;
export type IpStatus = (typeof IP_STATUSES)[number];

/** A right as its unit tells of it. What belongs to other kinds is null. */
export type IpClaim = {
  readonly kind: IpKind;
  /** As the office writes it; null where there is none (know-how). */
  readonly number: string | null;
  readonly title: string;
  readonly status: IpStatus;
  /** 申请日: when the office was asked. Not of know-how. */
  readonly filedOn: string | null;
  /** 授权公告日, or the day of registration or approval. Not of know-how. */
  readonly grantedOn: string | null;
  /** Software: first publication 首次发表. Layout: first commercial use 首次商业利用. Of no other kind. */
  readonly firstUsedOn: string | null;
  /** Whether a variety is of woody plants or vines, which are protected longer. Of no other kind. */
  readonly woodyOrVine: boolean | null;
  /** Who holds it; null: the unit whose achievement it is. */
  readonly holderOrganisationId: string | null;
};

export type IpRight = IpClaim & {
  /** The first day on which it no longer holds, counted from its kind and days (`ip-term.ts`); null where those do not tell. */
  readonly expiresOn: string | null;
};

/** Who assessed the maturity (domain page §1.6). */
export const ASSESSORS = ['SELF', 'EXPERT', 'THIRD_PARTY'] as const;
export type Assessor = (typeof ASSESSORS)[number];

/** The scale by which levels are told apart; the edition is recorded with every level. */
export const TRL_EDITION = 'GB/T 22900-2022';

/** Technology readiness, 1 to 9. A level may fall: whoever looks again records a new one. */
export type Maturity = { readonly level: number; readonly edition: string; readonly assessor: Assessor; readonly evidence: string };

/** One who completed it 成果完成人: a person with an account, or an organisation for those who have none. In order, from 1. */
export type Completer = {
  readonly ordinal: number;
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly shareBasisPoints: number;
};

/** Better than what is used today, by how much. */
export type Advantage = { readonly measure: string; readonly unit: string; readonly ours: number; readonly theirs: number };

export const FUNDING_SOURCES = ['government', 'own', 'commissioned', 'other'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** Who may see the whole: everybody; whoever asks; whoever signed; or nobody outside the organisation. From the most open on. */
export const SECRECY_TIERS = ['public', 'on_request', 'after_nda', 'restricted'] as const;
export type SecrecyTier = (typeof SECRECY_TIERS)[number];

/** Everything an achievement says of itself. A correction replaces the whole of it, but for its maturity. */
export type AchievementContent = {
  readonly title: string;
  readonly titleEn: string | null;
  readonly abstract: string;
  readonly abstractEn: string | null;
  readonly problemSolved: string;
  /** What the market uses today. */
  readonly incumbent: string;
  readonly advantages: readonly Advantage[];
  readonly serviceGround: ServiceGround;
  readonly ip: readonly IpRight[];
  /** International Patent Classification: whole symbols or subclasses. */
  readonly ipc: readonly string[];
  /** GB/T 4754-2017. */
  readonly industry: string;
  readonly maturity: Maturity;
  readonly completers: readonly Completer[];
  readonly fundingSource: FundingSource;
  readonly secrecy: SecrecyTier;
  /** `YYYY-MM-DD`; dormancy is counted from it. */
  readonly completedOn: string | null;
};
