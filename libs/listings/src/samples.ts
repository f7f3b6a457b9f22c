import type { AchievementContent, Offer } from './events.js';

/** An achievement in which everything is in order (invented; the patent's year cannot exist): what the specs begin with. */
export const sampleContent: AchievementContent = {
  title: '花椒油低温萃取工艺与装备',
  titleEn: 'Low-temperature extraction of prickly-ash oil: process and equipment',
  abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒，保留麻味素与挥发油，溶剂残留低于检出限。',
  abstractEn: 'Subcritical fluid extracts green prickly ash below 40 °C and keeps numbing compounds and volatile oil.',
  problemSolved: '热油浸提使挥发性香气大量损失，批次间麻度不稳定。',
  incumbent: '120 ℃ 热油浸提',
  advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }],
  serviceGround: 'work_task',
  ip: [
    {
      kind: 'patent', number: 'ZL209910000001.8', title: '一种花椒油低温萃取方法', status: 'granted',
      filedOn: null, grantedOn: null, firstUsedOn: null, woodyOrVine: null, holderOrganisationId: null, expiresOn: null,
    },
  ],
  ipc: ['C11B 1/10'],
  industry: 'C1331',
  maturity: { level: 7, edition: 'GB/T 22900-2022', assessor: 'THIRD_PARTY', evidence: '日处理 2 吨中试线连续运行 90 天的检测报告' },
  completers: [
    { ordinal: 1, personId: 'p-wang', organisationId: 'o-institute', shareBasisPoints: 6_000 },
    { ordinal: 2, personId: null, organisationId: 'o-institute', shareBasisPoints: 4_000 },
  ],
  fundingSource: 'government',
  secrecy: 'public',
  completedOn: '2025-06-30',
};

export const sampleOffer: Offer = {
  mode: 'ordinary_licence',
  price: { kind: 'asked', fen: 48_000_000 },
  nextStep: '寄送 20 千克鲜花椒，两周内出具试样报告。',
  economics: { investmentFen: 120_000_000, yearlyBenefitFen: 45_000_000, paybackMonths: 32, basis: '日处理 2 吨生产线，2025 年价格' },
  evidence: [{ kind: 'pilot_run', summary: '日处理 2 吨中试线连续运行 90 天', on: '2025-11-30' }],
  availability: { territory: '全国', field: '花椒加工', fromOn: null, encumbrances: null },
};
