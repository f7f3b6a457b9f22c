import type { WorkingCalendarEvent } from '@hewu/calendar/src/events.js';
import type { CalendarEvent, InstrumentEvent, UsageEvent } from '@hewu/instruments/src/events.js';
import type { AchievementEvent, ListingEvent } from '@hewu/listings/src/events.js';
import type { OrganisationEvent, PersonEvent } from '@hewu/organisations/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { RuleSetEvent } from '@hewu/rules/src/events.js';
import type { ContractEvent, PriceNoticeEvent, RightEvent, TransferEvent } from '@hewu/transfers/src/events.js';

type Known =
  | WorkingCalendarEvent | RuleSetEvent | OrganisationEvent | PersonEvent | AchievementEvent | ListingEvent | InstrumentEvent | CalendarEvent | UsageEvent
  | RightEvent | TransferEvent | PriceNoticeEvent | ContractEvent;

type Sentences = { readonly [T in Known['type']]: (data: Extract<Known, { type: T }>['data']) => Bilingual };

const says = (zh: string, en: string): (() => Bilingual) => () => ({ zh, en });

/** Whole fen as yuan: 4800000 → 48000.00. */
const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const sideZh = { seller: '卖方', buyer: '买方' } as const;

/** What happened, in one sentence. An event type without a sentence does not compile. Names of persons never stand in one. */
const SENTENCES: Sentences = {
  WorkingYearPublished: ({ year }) => ({ zh: `登记了 ${year} 年放假安排`, en: `The working calendar of ${year} was recorded` }),
  WorkingYearAmended: ({ year, reason }) => ({ zh: `更正了 ${year} 年放假安排：${reason}`, en: `The working calendar of ${year} was amended: ${reason}` }),
  RuleVersionRecorded: ({ jurisdiction, ruleId, version, amount, unit, effectiveFrom, reason }) => ({
    zh: `登记规则 ${jurisdiction}/${ruleId} 第 ${version} 版：${amount} ${unit}，自 ${effectiveFrom} 起：${reason}`,
    en: `Version ${version} of the rule ${jurisdiction}/${ruleId} was recorded: ${amount} ${unit} from ${effectiveFrom}: ${reason}`,
  }),

  ChecksumOverridden: ({ uscc, evidence }) => ({ zh: `凭证据放行统一社会信用代码 ${uscc}：${evidence}`, en: `Credit code ${uscc} was let pass on evidence: ${evidence}` }),
  OrganisationRegistered: ({ name }) => ({ zh: `单位“${name}”登记入驻`, en: `The organisation "${name}" was registered` }),
  OrganisationCorrected: ({ name }) => ({ zh: `单位信息更正为“${name}”`, en: `The organisation's entry was corrected to "${name}"` }),
  OrganisationVerified: ({ evidence }) => ({ zh: `所在地区核验通过：${evidence}`, en: `The region verified the organisation: ${evidence}` }),
  OrganisationReturned: ({ reason }) => ({ zh: `所在地区退回更正：${reason}`, en: `The region returned the entry: ${reason}` }),
  OrganisationSuspended: ({ reason }) => ({ zh: `单位被暂停：${reason}`, en: `The organisation was suspended: ${reason}` }),
  RolesGranted: ({ roles }) => ({ zh: `授予角色：${roles.join('、') || '无'}`, en: `Roles were set: ${roles.join(', ') || 'none'}` }),
  MemberRemoved: says('成员离开单位', 'A member left the organisation'),
  PersonRegistered: says('个人账户开通', 'A person was registered'),
  PersonCorrected: says('个人信息更正', 'A person’s details were corrected'),
  PersonErased: ({ reason }) => ({ zh: `个人信息已删除：${reason}`, en: `A person’s data were erased: ${reason}` }),

  AchievementDrafted: ({ content }) => ({ zh: `起草成果“${content.title}”`, en: `The achievement "${content.titleEn ?? content.title}" was drafted` }),
  AchievementCorrected: ({ version, reason }) => ({ zh: `成果更正为第 ${version} 版：${reason}`, en: `The achievement was corrected to version ${version}: ${reason}` }),
  ListingDrafted: ({ offer }) => ({ zh: `起草挂牌（${offer.mode}）`, en: `A listing was drafted (${offer.mode})` }),
  ListingCorrected: says('修改挂牌', 'The listing was changed'),
  ListingSubmitted: ({ round }) => ({ zh: `第 ${round} 次提交审核`, en: `The listing was submitted, round ${round}` }),
  ListingReturned: ({ reason }) => ({ zh: `审核退回：${reason}`, en: `The listing was returned: ${reason}` }),
  ListingPublished: ({ expiresAt }) => ({ zh: `挂牌发布，有效期至 ${expiresAt}`, en: `The listing was published until ${expiresAt}` }),
  ListingWithdrawn: ({ reason }) => ({ zh: reason === null ? '成果转为限制公开，挂牌撤下' : `挂牌撤回：${reason}`, en: reason === null ? 'The achievement became restricted and the listing was taken down' : `The listing was withdrawn: ${reason}` }),
  ListingExpired: says('挂牌到期', 'The listing expired'),

  InstrumentRegistered: ({ name }) => ({ zh: `登记仪器“${name.zh}”`, en: `The instrument "${name.en}" was registered` }),
  TariffSet: ({ tariff }) => ({ zh: `收费标准：每小时 ${yuan(tariff.pricePerHourFen)} 元`, en: `Tariff: ${yuan(tariff.pricePerHourFen)} yuan an hour` }),
  InstrumentRetired: ({ reason }) => ({ zh: `仪器停用：${reason}`, en: `The instrument was retired: ${reason}` }),
  CalendarOpened: says('开放预约', 'The calendar was opened for booking'),
  SlotBooked: ({ from, until, priceFen }) => ({ zh: `预约 ${from} 至 ${until}，${yuan(priceFen)} 元`, en: `Booked from ${from} until ${until}, ${yuan(priceFen)} yuan` }),
  BookingMoved: ({ from, until }) => ({ zh: `预约改至 ${from} 至 ${until}`, en: `The booking was moved to ${from} until ${until}` }),
  BookingCancelled: ({ reason }) => ({ zh: `预约取消：${reason}`, en: `The booking was cancelled: ${reason}` }),
  BookingStarted: says('签到使用', 'The user checked in'),
  UsageRecorded: ({ minutes }) => ({ zh: `登记使用 ${minutes} 分钟`, en: `${minutes} minutes of use were recorded` }),
  UsageConfirmed: ({ minutes }) => ({ zh: `仪器单位确认使用 ${minutes} 分钟`, en: `The owner confirmed ${minutes} minutes of use` }),
  ChargeRaised: ({ amountFen }) => ({ zh: `生成费用 ${yuan(amountFen)} 元`, en: `A charge of ${yuan(amountFen)} yuan was raised` }),

  RightReserved: says('权利进入洽谈，暂不接受其他洽谈', 'The right was reserved for one negotiation'),
  RightReleased: says('权利释放', 'The right was released'),
  RightGranted: ({ mode }) => ({ zh: `权利已让与（${mode}）`, en: `The right was granted (${mode})` }),
  NegotiationOpened: says('双方开始洽谈', 'A negotiation was opened'),
  OfferMade: ({ version, side, amountFen }) => ({ zh: `${sideZh[side]}第 ${version} 版报价 ${yuan(amountFen)} 元`, en: `Offer ${version}, by the ${side}: ${yuan(amountFen)} yuan` }),
  PriceAgreed: ({ amountFen, relatedParty, noticeRule }) => ({
    zh: `议定价格 ${yuan(amountFen)} 元${relatedParty ? '，存在利害关系' : ''}${noticeRule ? `，应公示不少于 ${noticeRule.atLeastDays} 日` : ''}`,
    en: `A price of ${yuan(amountFen)} yuan was agreed${relatedParty ? ' with a related party' : ''}${noticeRule ? `, to be published for at least ${noticeRule.atLeastDays} days` : ''}`,
  }),
  NegotiationLeft: ({ side, reason }) => ({ zh: `${sideZh[side]}退出洽谈：${reason}`, en: `The ${side} left the negotiation: ${reason}` }),
  HandedToContract: says('议定事项转入签约', 'What was agreed was handed to a contract'),
  NegotiationReopened: says('合同草案放弃，恢复洽谈', 'The draft was abandoned and the negotiation reopened'),
  TransferCompleted: ({ registrationNumber, paidFen }) => ({ zh: `转让完成，登记号 ${registrationNumber}，已付 ${yuan(paidFen)} 元`, en: `The transfer was completed, registration ${registrationNumber}, ${yuan(paidFen)} yuan paid` }),
  NoticeOpened: ({ amountFen, opensOn, closesOn, provisional, relatedParty }) => ({
    zh: `价格 ${yuan(amountFen)} 元自 ${opensOn} 起公示至 ${closesOn}${provisional ? '（暂定）' : ''}${relatedParty ? '，标明利害关系' : ''}`,
    en: `The price of ${yuan(amountFen)} yuan was published on ${opensOn} until ${closesOn}${provisional ? ' (provisional)' : ''}${relatedParty ? ', marked as a related party’s' : ''}`,
  }),
  NoticeRecounted: ({ closesOn, provisional }) => ({ zh: `公示期重新计算至 ${closesOn}${provisional ? '（暂定）' : ''}`, en: `The notice was counted again, until ${closesOn}${provisional ? ' (provisional)' : ''}` }),
  ObjectionRaised: ({ statement }) => ({ zh: `提出异议：${statement}`, en: `An objection was raised: ${statement}` }),
  ObjectionDecided: ({ outcome, reasons }) => ({ zh: `异议${outcome === 'upheld' ? '成立' : '不成立'}：${reasons}`, en: `The objection was ${outcome}: ${reasons}` }),
  NoticeClosed: ({ objections }) => ({ zh: `公示期满，异议 ${objections} 项均已处理`, en: `The notice closed; ${objections} objections, none open` }),
  NoticeVoided: ({ ground }) => ({ zh: `公示作废（${ground}）`, en: `The notice became void (${ground})` }),
  ContractDrafted: ({ amountFen, textSha256 }) => ({ zh: `起草合同，成交额 ${yuan(amountFen)} 元，文本 ${textSha256}`, en: `A contract over ${yuan(amountFen)} yuan was drafted, text ${textSha256}` }),
  ContractSigned: ({ side }) => ({ zh: `${sideZh[side]}签署合同`, en: `The ${side} signed the contract` }),
  ContractConcluded: says('双方签署完毕，合同成立', 'Both sides had signed: the contract binds'),
  ContractAbandoned: ({ side, reason }) => ({ zh: `${sideZh[side]}放弃合同草案：${reason}`, en: `The ${side} abandoned the draft: ${reason}` }),
  ContractRegistered: ({ registrationNumber, contractAmountFen, technologyAmountFen }) => ({
    zh: `认定登记 ${registrationNumber}，成交额 ${yuan(contractAmountFen)} 元，技术交易额 ${yuan(technologyAmountFen)} 元`,
    en: `Registered as ${registrationNumber}, contract amount ${yuan(contractAmountFen)} yuan, technology amount ${yuan(technologyAmountFen)} yuan`,
  }),
  PaymentRecorded: ({ amountFen, receivedOn }) => ({ zh: `${receivedOn} 收款 ${yuan(amountFen)} 元`, en: `${yuan(amountFen)} yuan were received on ${receivedOn}` }),
};

/** The sentence for a recorded event; of a type that came after this program, its name. */
export const sentenceOf = (type: string, data: Readonly<Record<string, unknown>>): Bilingual => {
  const sentence = Object.hasOwn(SENTENCES, type) ? (SENTENCES[type as Known['type']] as (data: unknown) => Bilingual) : null;
  return sentence ? sentence(data) : { zh: type, en: type };
};
