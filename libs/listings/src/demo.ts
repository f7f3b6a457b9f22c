import { patentCheckDigit } from '@hewu/identifiers/src/patent-number.js';
import { withTerms } from './achievement-rules.js';
import { HECHUAN_EQUIPMENT } from './demo-hechuan-equipment.js';
import { HECHUAN_HEALTH_AND_DATA } from './demo-hechuan-health-data.js';
import { WUSHENG_FARMING } from './demo-wusheng-farming.js';
import { WUSHENG_FOOD } from './demo-wusheng-food.js';
import { TRL_EDITION, type AchievementContent, type Assessor, type FundingSource, type IpClaim, type IpKind, type Offer, type SecrecyTier, type TransferMode } from './events.js';

/** What one line of the demonstration tells of an achievement and its offer; all of it is invented. */
export type DemoLine = {
  readonly title: string;
  readonly titleEn: string;
  readonly abstract: string;
  readonly abstractEn: string;
  readonly problem: string;
  readonly incumbent: string;
  /** Measure, unit, ours, theirs. */
  readonly advantages: readonly (readonly [string, string, number, number])[];
  /** Kind and title; numbers are made, so that none is a real one. */
  readonly ip: readonly (readonly [IpKind | 'utility_model', string])[];
  readonly ipc: readonly string[];
  readonly industry: string;
  readonly trl: readonly [level: number, assessor: Assessor, evidence: string];
  readonly funding: FundingSource;
  readonly secrecy?: SecrecyTier;
  readonly completedOn: string;
  /** Shares of the completers in basis points. */
  readonly shares: readonly number[];
  readonly mode: TransferMode;
  /** Null: open to negotiation. */
  readonly yuan: number | null;
  readonly nextStep: string;
};

/** Someone who takes a place among the completers, in the order of the shares. */
export type DemoCompleter = { readonly personId: string | null; readonly organisationId: string };

export type DemoAchievement = {
  /** Division of the unit that lists it: `500117` Hechuan or `511622` Wusheng. */
  readonly region: string;
  /** How many completers there are. */
  readonly completers: number;
  /** The content with these completers; places left over belong to the organisation of the last. */
  readonly content: (completers: readonly DemoCompleter[]) => AchievementContent;
  readonly offer: Offer;
};

/**
 * A right with a number that no office ever gave: its year is 2099 (domain page §6). The serial follows from the place of
 * the line and of the right, so that the demonstration is the same at every start.
 */
const rightOf = ([kind, title]: DemoLine['ip'][number], line: number, place: number): IpClaim => {
  const serial = String(1_000 + line * 10 + place).padStart(7, '0');
  const undated = { title, filedOn: null, grantedOn: null, firstUsedOn: null, woodyOrVine: null, holderOrganisationId: null } as const;
  switch (kind) {
    case 'patent':
    case 'utility_model': {
      const digits = `2099${kind === 'patent' ? 1 : 2}${serial}`;
      return { ...undated, kind: 'patent', number: `ZL${digits}.${patentCheckDigit(digits)}`, status: 'granted' };
    }
    case 'software_copyright':
      return { ...undated, kind, number: `2099SR${serial}`, status: 'registered', grantedOn: '2024-03-20', firstUsedOn: '2023-06-01' };
    case 'plant_variety':
      return { ...undated, kind, number: `CNA2099${serial}`, status: 'registered', filedOn: '2022-04-18', grantedOn: '2024-07-01', woodyOrVine: false };
    case 'ic_layout':
      return { ...undated, kind, number: `BS.2099${serial}`, status: 'registered', filedOn: '2023-05-10', grantedOn: '2023-09-12' };
    case 'know_how':
      return { ...undated, kind, number: null, status: 'kept' };
    case 'biological_medicine':
    case 'other':
      return { ...undated, kind, number: null, status: 'applied' };
  }
};

/** Some tell everything that a buyer asks, some next to nothing, so that the meter of completeness shows both. */
const offerOf = ({ mode, yuan, nextStep, trl: [, assessor, evidence] }: DemoLine, at: number): Offer => ({
  mode,
  price: yuan === null ? { kind: 'negotiable' } : { kind: 'asked', fen: yuan * 100 },
  nextStep,
  economics: yuan === null || at % 3 === 2 ? null : { investmentFen: yuan * 300, yearlyBenefitFen: yuan * 120, paybackMonths: 30, basis: '示例测算：一条中型生产线，数据为虚构' },
  evidence: assessor === 'SELF' ? [] : [{ kind: assessor === 'EXPERT' ? 'expert_opinion' : 'test_report', summary: evidence, on: null }],
  availability: at % 4 === 3 ? null : { territory: '全国', field: null, fromOn: null, encumbrances: null },
});

const achievementOf = (region: string) => (line: DemoLine, at: number): DemoAchievement => ({
  region,
  completers: line.shares.length,
  content: (completers) => withTerms({
    title: line.title,
    titleEn: line.titleEn,
    abstract: `${line.abstract}（示例，数据为虚构）`,
    abstractEn: `${line.abstractEn} (Example; the data are invented.)`,
    problemSolved: line.problem,
    incumbent: line.incumbent,
    advantages: line.advantages.map(([measure, unit, ours, theirs]) => ({ measure, unit, ours, theirs })),
    serviceGround: line.funding === 'own' ? 'unit_means' : 'work_task',
    ip: line.ip.map((right, place) => rightOf(right, (region === '500117' ? 0 : 100) + at, place)),
    ipc: line.ipc,
    industry: line.industry,
    maturity: { level: line.trl[0], edition: TRL_EDITION, assessor: line.trl[1], evidence: line.trl[2] },
    completers: line.shares.map((shareBasisPoints, place) => {
      // One person stands once; the places left over belong to the organisation of the last.
      const { personId, organisationId } = completers[place] ?? { personId: null, organisationId: completers.at(-1)!.organisationId };
      return { ordinal: place + 1, personId, organisationId, shareBasisPoints };
    }),
    fundingSource: line.funding,
    secrecy: line.secrecy ?? 'public',
    completedOn: line.completedOn,
  }),
  offer: offerOf(line, at),
});

/** 32 achievements of the industries for which the two regions are known (domain page §6), 16 each. */
export const demoAchievements: readonly DemoAchievement[] = [
  ...[...HECHUAN_EQUIPMENT, ...HECHUAN_HEALTH_AND_DATA].map(achievementOf('500117')),
  ...[...WUSHENG_FOOD, ...WUSHENG_FARMING].map(achievementOf('511622')),
];
