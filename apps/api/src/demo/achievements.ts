import { HOUR } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { DraftAchievementCommand } from '@hewu/listings/src/achievement.commands.js';
import { withTerms, type AchievementClaim } from '@hewu/listings/src/achievement-rules.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import type { AchievementContent, IpClaim } from '@hewu/listings/src/events.js';
import { DraftListingCommand, PublishListingCommand, SubmitListingCommand } from '@hewu/listings/src/listing.commands.js';
import type { Stage } from './stage.js';

const WORLD = 'demonstration';
const idOf = (name: string): string => derivedId(WORLD, 'achievement', name);

const UNDATED = { filedOn: null, grantedOn: null, firstUsedOn: null, woodyOrVine: null, holderOrganisationId: null } as const;
/** No office gave this number: its year is 2099. */
const RIGHTS: readonly IpClaim[] = [
  { ...UNDATED, kind: 'biological_medicine', title: '蚕用生物保护剂（示例）', number: 'CXSL2099001', status: 'applied' },
  { ...UNDATED, kind: 'other', title: '武胜蚕种养殖数据汇编（示例）', number: null, status: 'registered' },
];

/** The rights that no other achievement here has, so that every kind is seen on the market; and what is restricted, which only its unit ever sees. */
export const playAchievements = async ({ founding, clock, people, units }: Stage): Promise<void> => {
  const who = (mail: string): string => people.get(mail)!;
  const [institute, academy, wusheng] = [units['institute']!, units['academy']!, units['wusheng']!];
  const like = (region: string, personId: string, organisationId: string, said: Partial<AchievementClaim>): AchievementContent =>
    withTerms({ ...demoAchievements.find((one) => one.region === region)!.content([{ personId, organisationId }]), titleEn: null, abstractEn: null, ip: [], secrecy: 'public', ...said });

  const restricted = like(institute.region, who('researcher@institute.example'), institute.id, {
    title: '某专用装备密封结构（示例）', abstract: '限制公开，仅本单位可见（示例）。', problemSolved: '高压工况下泄漏（示例）。', incumbent: '橡胶密封', secrecy: 'restricted',
  });
  await founding.step('achievement: restricted', (context) => new DraftAchievementCommand({ achievementId: idOf('restricted'), content: restricted }, context), who('researcher@institute.example'), institute);

  const medicine = like(academy.region, who('researcher@academy.example'), academy.id, {
    title: '蚕病生物防治制剂（示例）', abstract: '以芽孢杆菌抑制家蚕僵病，拌桑叶饲喂（示例，数据为虚构）。', problemSolved: '化学消毒残留影响茧质（示例）。', incumbent: '石灰与甲醛消毒', ip: RIGHTS, ipc: ['A61K 35/742'], industry: 'A0399',
  });
  const [office, reviewer] = [who('office@academy.example'), who('reviewer@wusheng.example')];
  const listing = { listingId: derivedId(WORLD, 'listing', 'medicine'), achievementId: idOf('medicine'), offer: { ...demoAchievements[0]!.offer, mode: 'ordinary_licence', nextStep: '索取两批试用样品（示例）。' } } as const;
  await founding.step('achievement: medicine', (context) => new DraftAchievementCommand({ achievementId: listing.achievementId, content: medicine }, context), who('researcher@academy.example'), academy);
  await founding.step('medicine: drafted', (context) => new DraftListingCommand(listing, context), office, academy);
  await founding.step('medicine: submitted', (context) => new SubmitListingCommand(listing, context), office, academy);
  clock.advance(HOUR);
  await founding.step('medicine: published', (context) => new PublishListingCommand(listing, context), reviewer, wusheng);
};
