import type { AuctionCancelGround, BiddingCancelGround, ClosingGround, ExclusionGround, ReleaseGround } from '@hewu/bidding/src/events.js';
import type { DeclineReason, RecusalGround, UnawardedGround } from '@hewu/demands/src/events.js';
import type { ImportKindName } from '@hewu/imports/src/events.js';
import type { DropGround, Failure, Frequency, LetterKind } from '@hewu/inbox/src/events.js';
import type { Assessor, Holder, MandateEndGround, RequestRefusalGround, SecrecyTier, SuspensionGround } from '@hewu/listings/src/events.js';
import type { Role } from '@hewu/platform/src/actor.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { TransferMode } from '@hewu/rights/src/events.js';
import type { Jurisdiction } from '@hewu/rules/src/events.js';
import { RULES, type RuleUnit } from '@hewu/rules/src/rule-catalogue.js';
import type { RoomClosedGround, RoomFileTier, VoidGround } from '@hewu/transfers/src/events.js';
import type { PauseGround } from '@hewu/webhooks/src/events.js';

/*
 * What the codes in events mean, in the words of docs/glossary.md: for sentences that people read. Each table has every code of
 * its event, or does not compile; what was withheld, or came after this program, is told as it stands.
 */
type Words<C extends string> = Readonly<Record<C, Bilingual>>;

export const wordOf = (words: Words<string>, code: string): Bilingual => (Object.hasOwn(words, code) ? words[code]! : { zh: code, en: code });

export const MODE: Words<TransferMode> = {
  assignment: { zh: '转让', en: 'assignment' }, exclusive_licence: { zh: '独占许可', en: 'exclusive licence' }, sole_licence: { zh: '排他许可', en: 'sole licence' }, ordinary_licence: { zh: '普通许可', en: 'ordinary licence' },
  cooperation: { zh: '合作', en: 'cooperation' }, capital_contribution: { zh: '作价投资', en: 'capital contribution' }, other: { zh: '其他方式', en: 'another mode' },
};
export const TIER: Words<SecrecyTier | RoomFileTier> = {
  public: { zh: '公开', en: 'public' }, on_request: { zh: '申请可见', en: 'on request' }, after_nda: { zh: '签署保密协议后可见', en: 'after a confidentiality agreement' }, restricted: { zh: '限制公开', en: 'restricted' },
  room: { zh: '双方可见', en: 'for both sides' }, own_side: { zh: '仅本方可见', en: 'for the own side' },
};
export const ROLE: Words<Role> = {
  researcher: { zh: '科研人员', en: 'researcher' }, transfer_officer: { zh: '转化专员', en: 'transfer officer' }, decision_maker: { zh: '单位负责人', en: 'decision maker' }, firm_member: { zh: '企业人员', en: 'firm member' },
  instrument_manager: { zh: '仪器管理员', en: 'instrument manager' }, technology_manager: { zh: '技术经理人', en: 'technology manager' }, expert: { zh: '专家', en: 'expert' }, region_reviewer: { zh: '地区审核员', en: 'region reviewer' },
  registrar: { zh: '登记员', en: 'registrar' }, policy_officer: { zh: '政策专员', en: 'policy officer' }, payer: { zh: '支付员', en: 'payer' }, auditor: { zh: '审计员', en: 'auditor' }, platform_administrator: { zh: '平台管理员', en: 'platform administrator' },
};
export const ASSESSOR: Words<Assessor> = { SELF: { zh: '自评', en: 'by the unit itself' }, EXPERT: { zh: '专家评估', en: 'by experts' }, THIRD_PARTY: { zh: '第三方评估', en: 'by a third party' } };
export const HOLDER: Words<Holder['kind']> = { transfer: { zh: '转让洽谈', en: 'transfer' }, bidding: { zh: '竞价', en: 'bidding' }, auction: { zh: '拍卖', en: 'auction' }, ip_number: { zh: '同一编号的另一成果', en: 'another achievement with the same number' } };
export const REQUEST_REFUSED: Words<RequestRefusalGround> = { under_negotiation: { zh: '已在洽谈', en: 'under negotiation' }, unlawful: { zh: '违法或危害国家安全', en: 'unlawful' }, rights_of_others: { zh: '涉及他人权利', en: 'rights of others' }, no_transformation: { zh: '不属于实施转化', en: 'no transformation' } };
export const MANDATE_ENDED: Words<MandateEndGround> = { time_over: { zh: '期满', en: 'time over' }, revoked: { zh: '委托方撤销', en: 'revoked by the principal' }, renounced: { zh: '受托方辞去', en: 'renounced by the agent' }, achievement_restricted: { zh: '成果转为限制公开', en: 'achievement restricted' } };
export const SUSPENDED: Words<SuspensionGround> = { rights_disputed: { zh: '权属争议', en: 'rights disputed' }, misleading: { zh: '内容误导', en: 'misleading' }, unlawful: { zh: '内容违法', en: 'unlawful' }, complaint: { zh: '投诉', en: 'complaint' }, other: { zh: '其他', en: 'other' } };
export const DECLINED: Words<DeclineReason> = {
  too_early: { zh: '为时过早', en: 'too early' }, benefit_unclear: { zh: '效益不明', en: 'benefit unclear' }, commercial_route_unclear: { zh: '商业路径不明', en: 'commercial route unclear' }, description_unclear: { zh: '描述不清', en: 'description unclear' },
  scientific_feedback: { zh: '科学意见', en: 'scientific feedback' }, outside_scope: { zh: '超出范围', en: 'outside the scope' }, cost_or_time: { zh: '成本或时间', en: 'cost or time' }, rights_unclear: { zh: '权利不明', en: 'rights unclear' },
};
export const RECUSED: Words<RecusalGround> = { poster_member: { zh: '属于张榜方', en: 'member of the poster' }, entrant_member: { zh: '属于揭榜方', en: 'member of an entrant' }, own_request: { zh: '本人申请', en: 'at their own request' } };
export const UNAWARDED: Words<UnawardedGround> = { poster: { zh: '张榜方决定', en: 'by the poster' }, no_entry: { zh: '无人揭榜', en: 'no entry' }, demand_closed: { zh: '需求已关闭', en: 'demand closed' } };
export const EXCLUDED: Words<ExclusionGround> = {
  consignor: { zh: '即委托方', en: 'the consignor itself' }, custodian: { zh: '即存管银行', en: 'the custodian bank' }, named_by_consignor: { zh: '委托方指明的利害关系方', en: 'named by the consignor' },
  is_completer: { zh: '成果完成人', en: 'a completer' }, completer_in_bidder: { zh: '完成人任职于竞买方', en: 'a completer is among its members' }, shares_people: { zh: '与委托方人员重合', en: 'shares people with the consignor' },
};
export const CLOSED: Words<ClosingGround> = { reserve_met: { zh: '达到保留价', en: 'reserve met' }, no_reserve: { zh: '无保留价', en: 'no reserve' }, reserve_not_met: { zh: '未达保留价', en: 'reserve not met' }, no_bid: { zh: '无人出价', en: 'no bid' } };
export const CANCELLED: Words<BiddingCancelGround | AuctionCancelGround> = { consignor: { zh: '委托方取消', en: 'by the consignor' }, auctioneer: { zh: '拍卖人取消', en: 'by the auctioneer' }, achievement_restricted: { zh: '成果转为限制公开', en: 'achievement restricted' }, reserve_lost: { zh: '保留价密文遗失', en: 'the reserve was lost' } };
export const RELEASED: Words<ReleaseGround> = {
  lost: { zh: '未中标', en: 'did not win' }, no_sale: { zh: '未成交', en: 'no sale' }, cancelled: { zh: '竞价取消', en: 'called off' }, contract_concluded: { zh: '合同成立', en: 'contract concluded' },
  seller_withdrew: { zh: '卖方未履约', en: 'the seller withdrew' }, default_forgiven: { zh: '免予追究违约', en: 'the default was forgiven' },
};
export const ROOM_CLOSED: Words<RoomClosedGround> = { achievement_restricted: { zh: '成果转为限制公开', en: 'achievement restricted' }, nda_not_in_force: { zh: '保密协议未生效', en: 'no confidentiality agreement in force' }, interest_not_accepted: { zh: '意向未被接受', en: 'interest not accepted' } };
export const VOIDED: Words<VoidGround> = { price_changed: { zh: '价格变更', en: 'price changed' }, negotiation_left: { zh: '洽谈退出', en: 'negotiation left' }, objection_upheld: { zh: '异议成立', en: 'objection upheld' }, achievement_restricted: { zh: '成果转为限制公开', en: 'achievement restricted' } };
export const IMPORTED: Words<ImportKindName> = { organisations: { zh: '单位', en: 'organisations' }, achievements: { zh: '成果', en: 'achievements' }, demands: { zh: '需求', en: 'demands' }, instruments: { zh: '仪器', en: 'instruments' } };
export const LETTER: Words<LetterKind> = { waiting: { zh: '待办', en: 'what waits' }, reminder: { zh: '提醒', en: 'reminder' }, escalation: { zh: '督办', en: 'escalation' }, news: { zh: '消息', en: 'news' } };
export const FAILED: Words<Failure> = { unreachable: { zh: '邮件服务器无法连接', en: 'the mail server was not reached' }, refused_for_now: { zh: '暂时拒收', en: 'refused for now' }, refused: { zh: '拒收', en: 'refused' }, unknown: { zh: '原因不明', en: 'for an unknown reason' } };
export const DROPPED: Words<DropGround> = { done: { zh: '已办理', en: 'done already' }, no_longer_theirs: { zh: '不再由其办理', en: 'no longer theirs' }, unsubscribed: { zh: '已退订', en: 'unsubscribed' }, no_address: { zh: '没有邮箱', en: 'no address' }, erased: { zh: '个人信息已删除', en: 'erased' }, stale: { zh: '过时', en: 'out of date' } };
export const FREQUENCY: Words<Frequency> = { at_once: { zh: '即时', en: 'at once' }, daily: { zh: '每日', en: 'daily' }, weekly: { zh: '每周', en: 'weekly' }, off: { zh: '关闭', en: 'off' } };
export const LANGUAGE: Words<'zh' | 'en'> = { zh: { zh: '中文', en: 'Chinese' }, en: { zh: '英文', en: 'English' } };
export const PAUSED: Words<PauseGround> = { owner: { zh: '单位暂停', en: 'by its owner' }, gone: { zh: '地址已失效', en: 'the address is gone' }, failing: { zh: '多次未送达', en: 'it failed for too long' } };
export const UNIT: Words<RuleUnit> = {
  natural_days: { zh: '日', en: 'days' }, working_days: { zh: '个工作日', en: 'working days' }, months: { zh: '个月', en: 'months' }, years: { zh: '年', en: 'years' }, hours: { zh: '小时', en: 'hours' }, minutes: { zh: '分钟', en: 'minutes' },
  seconds: { zh: '秒', en: 'seconds' }, basis_points: { zh: '个基点', en: 'basis points' }, fen: { zh: '分（人民币）', en: 'fen' }, bytes: { zh: '字节', en: 'bytes' }, characters: { zh: '个字符', en: 'characters' }, count: { zh: '（个数）', en: '(a count)' },
};
/** What files hang on: a word of its context (`libs/files`). */
export const FILE_HOLDER: Words<string> = { achievement: { zh: '成果', en: 'achievement' }, demand: { zh: '需求', en: 'demand' }, transfer: { zh: '转让洽谈', en: 'transfer' }, instrument: { zh: '仪器', en: 'instrument' }, incident: { zh: '事故报告', en: 'incident' }, samples: { zh: '样品', en: 'samples' } };
export const JURISDICTION: Words<Jurisdiction> = {
  CN: { zh: '全国', en: 'nationwide' }, '50': { zh: '重庆', en: 'Chongqing' }, '51': { zh: '四川', en: 'Sichuan' }, '11': { zh: '北京', en: 'Beijing' }, '31': { zh: '上海', en: 'Shanghai' }, '33': { zh: '浙江', en: 'Zhejiang' }, '37': { zh: '山东', en: 'Shandong' },
};
export const RULE: Words<string> = RULES;
