import { AnnounceBiddingCommand } from '@hewu/bidding/src/announcing.commands.js';
import { patentCheckDigit } from '@hewu/identifiers/src/patent-number.js';
import { DAY, HOUR, plus } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { CorrectAchievementCommand, DraftAchievementCommand } from '@hewu/listings/src/achievement.commands.js';
import { withTerms } from '@hewu/listings/src/achievement-rules.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import type { AchievementContent, IpClaim, TransferMode } from '@hewu/listings/src/events.js';
import { DraftListingCommand, PublishListingCommand, SubmitListingCommand } from '@hewu/listings/src/listing.commands.js';
import { AcceptOfferCommand, MakeOfferCommand } from '@hewu/transfers/src/negotiation.commands.js';
import { OpenPriceNoticeCommand } from '@hewu/transfers/src/price-notice.commands.js';
import type { Stage } from './stage.js';
import { agreeAndNotify } from './transfers.js';

const WORLD = 'demonstration';
const idOf = (kind: string, name: string): string => derivedId(WORLD, kind, `further ${name}`);

type Told = Pick<AchievementContent, 'title' | 'titleEn' | 'abstract' | 'abstractEn' | 'problemSolved' | 'incumbent' | 'ipc' | 'industry'>;

/** All invented, of the institute. */
const ACHIEVEMENTS = {
  related: {
    title: '花椒籽蛋白肽制备工艺（示例）', titleEn: 'Peptides from prickly-ash seed protein (example)', abstract: '以榨油后的花椒籽粕酶解制肽，脱苦后用于复合调味料（示例，数据为虚构）。', abstractEn: 'Peptides are made by enzymes from the press cake and taken into seasonings. (Example; the data are invented.)',
    problemSolved: '籽粕只作燃料，蛋白浪费（示例）。', incumbent: '直接作饲料', ipc: ['A23J 1/14'], industry: 'C1469',
  },
  'restricted in its notice': {
    title: '某特种密封胶配方（示例）', titleEn: 'A special sealant (example)', abstract: '耐低温密封胶配方（示例，数据为虚构）。', abstractEn: 'A sealant for low temperatures. (Example; the data are invented.)', problemSolved: '低温脆裂（示例）。', incumbent: '硅酮胶', ipc: ['C09K 3/10'], industry: 'C2669',
  },
  'restricted in its bidding': {
    title: '某红外窗口镀膜（示例）', titleEn: 'A coating for infrared windows (example)', abstract: '红外窗口增透镀膜（示例，数据为虚构）。', abstractEn: 'An anti-reflective coating. (Example; the data are invented.)', problemSolved: '膜层脱落（示例）。', incumbent: '单层镀膜', ipc: ['C23C 14/06'], industry: 'C3099',
  },
  'no bid': {
    title: '老式榨油机节能改造（示例）', titleEn: 'Saving energy in old oil presses (example)', abstract: '对液压榨机加装变频与余热回收（示例，数据为虚构）。', abstractEn: 'Old presses get variable drives and heat recovery. (Example; the data are invented.)', problemSolved: '空载耗电高（示例）。', incumbent: '定频液压站', ipc: ['B30B 9/04'], industry: 'C3531',
  },
} as const satisfies Record<string, Told>;
type Name = keyof typeof ACHIEVEMENTS;

/** No office gave these numbers: their year is 2099. One is still applied for, for the other nobody paid the fee. */
const rightsOf = (name: Name): readonly IpClaim[] => {
  if (name !== 'related') return [];
  const patent = (digits: string, title: string, status: IpClaim['status']): IpClaim => ({
    kind: 'patent', number: `${digits}.${patentCheckDigit(digits)}`, title, status, filedOn: null, grantedOn: null, firstUsedOn: null, woodyOrVine: null, holderOrganisationId: null,
  });
  return [patent('209910009001', '一种花椒籽蛋白肽的酶解方法', 'applied'), patent('209920009002', '一种籽粕破碎装置', 'lapsed')];
};

const contentOf = ({ people, units }: Stage, name: Name): AchievementContent =>
  withTerms({ ...demoAchievements[0]!.content([{ personId: people.get('researcher@institute.example')!, organisationId: units['institute']!.id }]), secrecy: 'public', ...ACHIEVEMENTS[name], ipc: [...ACHIEVEMENTS[name].ipc], ip: rightsOf(name) });

const list = async (stage: Stage, name: Name, mode: TransferMode): Promise<string> => {
  const { founding, people, units } = stage;
  const [institute, bureau, office] = [units['institute']!, units['hechuan']!, people.get('office@institute.example')!];
  const [achievementId, listingId] = [idOf('achievement', name), idOf('listing', name)];
  const offer = { ...demoAchievements[0]!.offer, mode, nextStep: '来院看样（示例）。' };
  await founding.step(`further ${name}: achievement`, (context) => new DraftAchievementCommand({ achievementId, content: contentOf(stage, name) }, context), people.get('researcher@institute.example')!, institute);
  await founding.step(`further ${name}: drafted`, (context) => new DraftListingCommand({ listingId, achievementId, offer }, context), office, institute);
  await founding.step(`further ${name}: submitted`, (context) => new SubmitListingCommand({ listingId }, context), office, institute);
  await founding.step(`further ${name}: published`, (context) => new PublishListingCommand({ listingId }, context), people.get('reviewer@hechuan.example')!, bureau);
  return listingId;
};

/**
 * Notices whose price was changed, of a party that is related, over a year whose holidays may not be published, and of what was restricted
 * meanwhile; biddings in which nobody bids, and of what was restricted.
 */
export const playFurtherStates = async (stage: Stage): Promise<void> => {
  const { founding, clock, people, units, settled } = stage;
  const [institute, firm, bank] = [units['institute']!, units['firm']!, units['bank']!];
  const [office, engineer, researcher] = [people.get('office@institute.example')!, people.get('engineer@firm.example')!, people.get('researcher@institute.example')!];
  const [related, restricted] = [await list(stage, 'related', 'ordinary_licence'), await list(stage, 'restricted in its notice', 'ordinary_licence')];
  const biddings = { 'no bid': await list(stage, 'no bid', 'assignment'), 'restricted in its bidding': await list(stage, 'restricted in its bidding', 'assignment') } as const;

  await settled();
  const opensAt = plus(clock.now(), DAY + 3 * HOUR);
  for (const [name, listingId] of Object.entries(biddings)) {
    await founding.step(`further ${name}: announced`, (context) => new AnnounceBiddingCommand({
      biddingId: idOf('bidding', name), listingId, startPriceFen: 20_000_000, incrementFen: 500_000, depositFen: 2_000_000, reserveFen: null, custodianOrganisationId: bank.id, conditions: '成交后十日内签约，价款一次付清；本竞价为示例。',
      registerUntil: plus(opensAt, -HOUR), opensAt, closesAt: plus(opensAt, 2 * HOUR), excludedOrganisations: [], valuationId: null,
    }, context), office, institute);
  }

  const transferId = await agreeAndNotify(stage, { name: 'related', listingId: related, amountFen: 38_000_000, relatedParty: true });
  await founding.step('related: third offer', (context) => new MakeOfferCommand({ transferId, amountFen: 36_000_000, terms: '一次总付，培训一周', relatedParty: true }, context), engineer, firm);
  await founding.step('related: agreed anew', (context) => new AcceptOfferCommand({ transferId, version: 3, relatedParty: true, valuationId: null }, context), office, institute);
  await settled();
  await founding.step('related: notice anew', (context) => new OpenPriceNoticeCommand({ transferId, days: LONG_NOTICE_DAYS }, context), office, institute);

  await agreeAndNotify(stage, { name: 'restricted in its notice', listingId: restricted, amountFen: 25_000_000 });
  for (const name of ['restricted in its notice', 'restricted in its bidding'] as const) {
    const content = { ...contentOf(stage, name), secrecy: 'restricted' as const };
    await founding.step(`further ${name}: restricted`, (context) => new CorrectAchievementCommand({ achievementId: idOf('achievement', name), content, reason: '纳入限制公开目录（示例）' }, context), researcher, institute);
  }
  await settled();
};

/** By choice longer than fifteen days, so that from the middle of a year on it ends in the next, whose days off are published in November. */
const LONG_NOTICE_DAYS = 175;
