import type { Client, Organisation, World } from './world.js';

export const HECHUAN = '500117';
export const WUSHENG = '511622';

/** An achievement in which everything is in order (invented; the year of its patent cannot exist). */
export const achievementBy = (researcher: Client, unit: Organisation) => ({
  title: '花椒油低温萃取工艺与装备',
  titleEn: 'Low-temperature extraction of prickly-ash oil',
  abstract: '以亚临界流体在 40 ℃ 以下萃取青花椒，保留麻味素与挥发油，溶剂残留低于检出限。',
  abstractEn: 'A subcritical fluid extracts green prickly ash below 40 °C and keeps its numbing compounds and volatile oil.',
  problemSolved: '热油浸提使挥发性香气大量损失，批次间麻度不稳定。',
  incumbent: '120 ℃ 热油浸提',
  advantages: [{ measure: '挥发油保留率', unit: '%', ours: 91, theirs: 58 }],
  serviceGround: 'work_task',
  ip: [{ kind: 'patent', number: 'ZL209910000001.8', title: '一种花椒油低温萃取方法', status: 'granted' } as object],
  ipc: ['C11B 1/10'],
  industry: 'C1331',
  maturity: { level: 7, assessor: 'THIRD_PARTY', evidence: '日处理 2 吨中试线连续运行 90 天的检测报告' },
  completers: [{ ordinal: 1, personId: researcher.id, organisationId: unit.id, shareBasisPoints: 10_000 }],
  fundingSource: 'government',
  secrecy: 'public',
  completedOn: '2025-06-30',
});

export const offer = { mode: 'exclusive_licence', price: { kind: 'asked', fen: 48_000_000 }, nextStep: '寄送 20 千克鲜花椒，两周内出具试样报告。' };

/** A research unit with everyone it needs, and the reviewer of its region. */
export type Unit = { readonly organisation: Organisation; readonly researcher: Client; readonly office: Client; readonly director: Client; readonly reviewer: Client };

export const foundUnit = async (world: World, name: string, region: string): Promise<Unit> => {
  const organisation = await world.organisation({ name, kind: 'research_institute', region });
  return {
    organisation,
    researcher: await world.person({ name: '王敏' }, organisation, ['researcher']),
    office: await world.person({ name: '赵强' }, organisation, ['transfer_officer']),
    director: await world.person({ name: '孙院长' }, organisation, ['decision_maker']),
    reviewer: await world.person({ name: '李静' }, await world.authority(region), ['region_reviewer']),
  };
};

export const draftAchievement = async ({ researcher, organisation }: Unit, changes: object = {}): Promise<string> =>
  ((await researcher.post('/api/v1/achievements', { ...achievementBy(researcher, organisation), ...changes }).expect(201)).body as { id: string }).id;

export const draftListing = async (by: Client, achievementId: string, changes: object = {}): Promise<string> =>
  ((await by.post('/api/v1/listings', { achievementId, ...offer, ...changes }).expect(201)).body as { id: string }).id;

/** Submitted by whoever lists it, published by the reviewer of the unit's region. */
export const publish = async (world: World, { office, reviewer }: Unit, id: string, by: Client = office): Promise<void> => {
  await by.post(`/api/v1/listings/${id}/submission`).expect(200);
  await reviewer.post(`/api/v1/listings/${id}/publication`).expect(200);
  await world.settled();
};
