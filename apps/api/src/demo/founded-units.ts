import { DEMO_PASSWORD, demoAccounts } from '../demo-accounts.js';
import type { Founding } from './founding.js';
import type { Stage, Unit } from './stage.js';

/* The organisations of the demonstration, their people and roles, each registered and verified as any other. */

const HECHUAN = '500117';

export const WUSHENG = '511622';

/** By the names that `demoAccounts` gives them; the authorities of both regions first, since they verify the others. */
export const foundUnits = async (founding: Founding, settled: () => Promise<void>): Promise<{ people: ReadonlyMap<string, string>; units: Record<string, Unit> }> => {
  const people = new Map<string, string>();
  for (const { mail, name } of demoAccounts) people.set(mail, await founding.person({ mail, name, password: DEMO_PASSWORD }));
  const who = (mail: string): string => people.get(mail)!;
  const first = { hechuan: who('administrator@hechuan.example'), wusheng: who('administrator@wusheng.example') };
  const authority = async (name: string, nameEn: string, region: string, administrator: string): Promise<Unit> => ({ id: await founding.authority({ name, nameEn, region }, administrator, ['platform_administrator']), region });
  const hechuan = await authority('合川区科学技术局（示例）', 'Hechuan Science and Technology Bureau (example)', HECHUAN, first.hechuan);
  const wusheng = await authority('武胜县教育科技和体育局（示例）', 'Wusheng Bureau of Education, Science and Sports (example)', WUSHENG, first.wusheng);
  await settled();
  const units: Record<string, Unit> = { hechuan, wusheng };
  const administrators: Record<string, string> = first;
  const grant = async (key: string): Promise<void> => {
    for (const { mail, organisation, roles } of demoAccounts) {
      if (organisation === key && !mail.startsWith('administrator@')) await founding.roles(units[key]!, administrators[key]!, who(mail), roles);
    }
  };
  await grant('hechuan');
  await grant('wusheng');
  const reviewers = { [HECHUAN]: { personId: who('reviewer@hechuan.example'), authority: hechuan.id }, [WUSHENG]: { personId: who('reviewer@wusheng.example'), authority: wusheng.id } };
  const register = async (key: string, name: string, nameEn: string, kind: 'research_institute' | 'firm' | 'service_agency' | 'custodian_bank' | 'auction_house', region: typeof HECHUAN | typeof WUSHENG, registrant: string): Promise<void> => {
    units[key] = { id: await founding.organisation({ name, nameEn, kind, region }, who(registrant), reviewers[region]), region };
    administrators[key] = who(registrant);
    await grant(key);
  };
  await register('institute', '合川区产业技术研究院（示例）', 'Hechuan Institute of Industrial Technology (example)', 'research_institute', HECHUAN, 'director@institute.example');
  await register('academy', '武胜县农业科学院（示例）', 'Wusheng Academy of Agricultural Sciences (example)', 'research_institute', WUSHENG, 'researcher@academy.example');
  await register('firm', '武胜县嘉陵食品有限公司（示例）', 'Wusheng Jialing Food Co. (example)', 'firm', WUSHENG, 'director@firm.example');
  await register('agency', '合武技术转移中心（示例）', 'Hewu Technology Transfer Centre (example)', 'service_agency', HECHUAN, 'manager@agency.example');
  await register('bank', '合川存管银行（示例）', 'Hechuan Custodian Bank (example)', 'custodian_bank', HECHUAN, 'director@bank.example');
  await register('auctioneer', '合川拍卖行（示例）', 'Hechuan Auction House (example)', 'auction_house', HECHUAN, 'director@auctioneer.example');
  await settled();
  return { people, units };
};

/** The agency asks the institute's researcher to be one of its experts, who has not answered yet. */
export const offerMembership = async ({ founding, people, units }: Stage): Promise<void> =>
  founding.offer(units['agency']!, people.get('manager@agency.example')!, people.get('researcher@institute.example')!, ['expert']);

/** Who acts for the research unit of a region. */
export const unitOf = ({ people, units }: Stage, region: string): { unit: Unit; researcher: string; office: string; reviewer: string; authority: Unit } =>
  region === HECHUAN
    ? { unit: units['institute']!, researcher: people.get('researcher@institute.example')!, office: people.get('office@institute.example')!, reviewer: people.get('reviewer@hechuan.example')!, authority: units['hechuan']! }
    : { unit: units['academy']!, researcher: people.get('researcher@academy.example')!, office: people.get('office@academy.example')!, reviewer: people.get('reviewer@wusheng.example')!, authority: units['wusheng']! };
