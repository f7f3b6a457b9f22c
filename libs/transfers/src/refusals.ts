import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { ContractRefusal } from './contract.decider.js';
import type { OpeningRefusal } from './negotiation.commands.js';
import type { NoticeOpeningRefusal } from './price-notice.commands.js';
import type { PriceNoticeRefusal } from './price-notice.decider.js';
import type { TransferRefusal } from './transfer.decider.js';

const PRICING = { zh: '促进科技成果转化法 第十八条', en: 'Law on Promoting the Transformation of Scientific and Technological Achievements art. 18' };
const IRREVOCABLE = { zh: '促进科技成果转化法 第十八条；拍卖法 第三十六条（参照）', en: 'Law on Promoting Transformation art. 18; Auction Law art. 36, by analogy' };
const SIGNING = { zh: '合武平台规则：成交方的签约期限（规则 winner_signing_days）', en: 'Hewu rule: the time in which a winner signs (rule winner_signing_days)' };
const LISTED = { zh: '促进科技成果转化法 第十八条（在技术交易市场挂牌交易）；合武平台规则：按挂牌价成交以公开的挂牌价为准', en: 'Law on Promoting Transformation art. 18 (listing on a technology market); Hewu rule: a listed price is taken as it was published' };
const DAYS = { zh: '促进科技成果转化法 第十八条；公示期按所适用规则；民法典 第二百零一条、第二百零三条', en: 'Law on Promoting Transformation art. 18; a notice lasts as long as the rule in force says; Civil Code art. 201, 203' };
const PRICE = { zh: '合武平台规则：签约价格与公示价格一致', en: 'Hewu rule: what is signed is the price that was published' };
const OBJECTIONS = { zh: '促进科技成果转化法 第十八条；合武平台规则：异议由无利害关系的人员处理', en: 'Law on Promoting Transformation art. 18; Hewu rule: objections are decided by somebody not involved' };
const WRITTEN = { zh: '民法典 第八百六十三条（书面形式）', en: 'Civil Code art. 863 (in writing)' };
const SIGNATURE = { zh: '电子签名法 第十三条（签署后的改动应能被发现）', en: 'Electronic Signature Law art. 13 (a change after signing must be detectable)' };
const REGISTRATION = { zh: '技术合同认定登记管理办法：合同生效后由卖方所在地登记一次', en: 'Measures on recognition and registration of technology contracts: once in force, registered once, where the seller is' };
const TERRITORY = { zh: '合武平台规则：两地查阅同权，审核按属地', en: 'Hewu rule: reading is equal in both regions, decisions are territorial' };
const OWN = { zh: '合武平台规则：任何人不得审核自己的申请', en: 'Hewu rule: nobody approves their own application' };
const AMOUNTS = { zh: '技术合同认定登记管理办法：技术交易额不高于合同成交额', en: 'Measures on recognition and registration: the technology amount is at most the contract amount' };
const READABLE = { zh: '民法典 第四百九十条、第八百六十三条；合武平台规则：所签文本双方均可查阅', en: 'Civil Code art. 490, 863; Hewu rule: both sides can read what they sign' };
const ROOM = { zh: '民法典 第五百零一条；合武平台规则：签约后的资料凭生效的保密协议查阅', en: 'Civil Code art. 501; Hewu rule: what is behind an agreement is shown while it is in force' };
const INTERESTS = { zh: '合武平台规则：意向由对方在答复期内答复，逾期失效', en: 'Hewu rule: an interest is answered in time by the other side, or lapses' };
const PAYMENT = { zh: '民法典 第八百四十六条（价款的支付方式）', en: 'Civil Code art. 846 (ways of payment)' };
const ADVANCE = { zh: '民法典 第五百八十六条、第五百八十七条（定金抵作价款）', en: 'Civil Code art. 586, 587 (what was given as 定金 counts towards the price)' };
const ORDER = { zh: '合武平台规则：洽谈 → 议定价格 → 公示 → 签约 → 登记 → 完成', en: 'Hewu rule: negotiation → agreed price → notice → contract → registration → completion' };

type Code = Exclude<TransferRefusal | OpeningRefusal | NoticeOpeningRefusal | PriceNoticeRefusal | ContractRefusal, 'not_found'>;

/** `not_found` is the platform's: what concerns others and what is missing are told alike. */
export const transfersRefusals = {
  transfer_id_taken: { status: 409, text: { zh: '该编号已用于另一项转让；变更转让方式或受让方应另行发起转让', en: 'This id belongs to another transfer; another mode or another buyer is a transfer of its own' } },
  own_listing: { status: 409, text: { zh: '不能与本单位自己的挂牌洽谈', en: 'A unit cannot negotiate with itself' } },
  listing_not_published: { status: 409, text: { zh: '该挂牌已不在市场上', en: 'This listing is not on the market any more' } },
  seller_only: { status: 403, text: { zh: '这一步由卖方办理', en: 'This step is the seller’s' }, rule: ORDER },
  buyer_only: { status: 403, text: { zh: '这一步由买方办理', en: 'This step is the buyer’s' }, rule: ORDER },
  transfer_not_negotiating: { status: 409, text: { zh: '洽谈已结束或已转入签约', en: 'The negotiation is over, or has gone to contract' }, rule: ORDER },
  price_irrevocable: { status: 409, text: { zh: '竞价、拍卖成交的价格不得更改或撤回；中标方违约或卖方原因由卖方登记', en: 'A price that was won is neither changed nor left; a default, or a cause of the seller’s, is for the seller to record' }, rule: IRREVOCABLE },
  no_sale_behind: { status: 409, text: { zh: '该转让的价格不是竞价、拍卖成交的；双方可直接退出洽谈', en: 'The price of this transfer was not won in a sale; either side may simply leave' }, rule: IRREVOCABLE },
  winner_not_late: { status: 409, text: { zh: '成交方的签约期未满，尚不能登记其违约', en: 'The winner still has time to sign; no default can be recorded before that is over' }, rule: SIGNING },
  seller_not_ready: { status: 409, text: { zh: '卖方尚未起草或签署合同，或合同文本无处可查，或成果正限制公开：成交方此时无从签约，不能登记其违约', en: 'The seller has not drafted or signed the contract, or its text is nowhere to be read, or the achievement is kept restricted: the winner cannot sign, and is in no default' }, rule: SIGNING },
  room_closed: { status: 409, text: { zh: '洽谈室已关闭：一方已退出、保密协议或意向不再有效，或成果已限制公开', en: 'The room is closed: a side left, the agreement or the interest holds no more, or the achievement became restricted' }, rule: ROOM },
  interest_not_accepted: { status: 409, text: { zh: '须先有被接受的意向', en: 'This needs an interest that was accepted' }, rule: INTERESTS },
  nda_not_in_force: { status: 409, text: { zh: '须先签订生效的保密协议', en: 'This needs a confidentiality agreement in force' }, rule: ROOM },
  payment_contradicts: { status: 422, text: { zh: '支付方式与分期、提成的约定不符', en: 'The way of payment contradicts its instalments or its royalty' }, rule: PAYMENT },
  instalment_undated: { status: 422, text: { zh: '每期应有付款日或付款条件', en: 'An instalment needs a day or a condition' }, rule: PAYMENT },
  instalments_not_in_order: { status: 422, text: { zh: '各期应按付款日先后排列', en: 'Instalments stand in the order of their days: one is due earlier than one in front of it' }, rule: PAYMENT },
  instalments_do_not_sum: { status: 422, text: { zh: '各期金额合计应恰为价款', en: 'The instalments must sum to the price, to the fen' }, rule: PAYMENT },
  terms_not_of_mode: { status: 422, text: { zh: '转让、作价投资不约定期限和再许可', en: 'An assignment or a contribution as capital has no term and no sub-licence' }, rule: { zh: '民法典 第八百四十五条', en: 'Civil Code art. 845' } },
  room_file_tier_differs: { status: 409, text: { zh: '该文件已按另一级别放入，请先移除', en: 'The file lies there under another tier: take it away first' } },
  room_file_is_contract: { status: 409, text: { zh: '合同以该文件为文本；须先放弃合同草案', en: 'A contract is over this file: its draft must be given up first' }, rule: READABLE },
  too_many_room_files: { status: 409, text: { zh: '洽谈室文件数已达上限', en: 'The room holds as many files as it may' }, rule: { zh: '合武平台规则：每项洽谈文件数上限', en: 'Hewu rule: how many files a room may hold' } },
  price_not_agreed: { status: 409, text: { zh: '双方尚未议定价格', en: 'The sides have not agreed a price yet' }, rule: PRICING },
  // The same words as of the listing itself: the code is one.
  listing_suspended: { status: 409, text: { zh: '该挂牌已被暂停', en: 'The listing is suspended' }, rule: { zh: '合武平台规则：平台管理员可以说明理由暂停挂牌', en: "Hewu rule: a region's platform administrator suspends with a reason" } },
  offer_unknown: { status: 409, text: { zh: '没有这一版报价', en: 'There is no offer of this version' } },
  offer_superseded: { status: 409, text: { zh: '已有更新的报价；只能接受最新一版', en: 'There is a newer offer; only the latest can be accepted' } },
  agrees_with_oneself: { status: 403, text: { zh: '同一人不得代表双方', en: 'One person cannot act for both sides' }, rule: { zh: '民法典 第一百六十八条', en: 'Civil Code art. 168' } },
  own_offer: { status: 409, text: { zh: '报价应由对方接受', en: 'An offer is for the other side to accept' } },
  counter_offer_made: { status: 409, text: { zh: '双方就该挂牌已有报价，不再适用挂牌价；请接受或另行报价', en: 'The two made an offer on this listing, here or in former talks, so the listed price is not open any more; accept it or make one' }, rule: LISTED },
  price_not_listed: { status: 409, text: { zh: '该挂牌目前未以此方式公开标价；请报价', en: 'The listing names no price for this mode now; make an offer' }, rule: LISTED },
  listed_price_differs: { status: 409, text: { zh: '与公开的挂牌价不一致', en: 'This is not the price that the listing names' }, rule: LISTED },
  notice_not_required: { status: 409, text: { zh: '该价格依法无须公示：卖方不属于须公示协议定价的单位，或价格不是协议定价', en: 'The law does not ask for a notice of this price: not of this seller, or not of a price that was not agreed' }, rule: PRICING },
  notice_too_short: { status: 422, text: { zh: '公示期短于所适用规则的规定', en: 'The notice would be shorter than the rule in force allows' }, rule: DAYS },
  objections_undecided: { status: 409, text: { zh: '对前一次公示的异议尚未处理，不能公示新价格', en: 'Objections to the former notice wait for a decision before a new price is published' }, rule: { zh: '促进科技成果转化法 第十八条', en: 'Law on Promoting the Transformation of Scientific and Technological Achievements art. 18' } },
  notice_exists: { status: 409, text: { zh: '该价格已在公示', en: 'This price is published already' } },
  notice_missing: { status: 409, text: { zh: '协议价格尚未公示', en: 'The agreed price has not been published' }, rule: DAYS },
  notice_voided: { status: 409, text: { zh: '公示已作废；请重新议定价格并公示', en: 'The notice is void; agree a price anew and publish it' }, rule: DAYS },
  notice_running: { status: 409, text: { zh: '公示期未满，或其截止日为暂定（所涉年度放假安排公布后重新计算），或异议尚未处理', en: 'The notice is still running, or its end is provisional until the days off of the year are published, or an objection is open' }, rule: DAYS },
  noticed_price_differs: { status: 409, text: { zh: '议定价格或转让方式与公示不一致；变更转让方式或受让方应另行发起转让', en: 'The agreed price or mode is not the published one; another mode or another buyer is a transfer of its own' }, rule: PRICE },
  notice_not_open: { status: 409, text: { zh: '公示已结束', en: 'The notice is not open any more' }, rule: DAYS },
  notice_over: { status: 409, text: { zh: '公示期已满，不再受理异议', en: 'The time for objections is over' }, rule: DAYS },
  objection_id_taken: { status: 409, text: { zh: '该编号已用于另一项异议', en: 'This id belongs to another objection' } },
  objection_unknown: { status: 404, text: { zh: '没有这项异议', en: 'There is no such objection' } },
  objection_decided: { status: 409, text: { zh: '该异议已有决定', en: 'This objection has been decided' }, rule: OBJECTIONS },
  too_many_objections: { status: 409, text: { zh: '您对该公示的未处理异议已达上限；请待其处理后再提出', en: 'You have as many open objections to this notice as one person may have; wait until one is decided' }, rule: OBJECTIONS },
  not_impartial: { status: 403, text: { zh: '成果完成人、成果登记人，参与洽谈、议价、公示的人员，异议人及其所在单位的人员不得处理异议；请由卖方其他决策人处理', en: 'Whoever completed or drafted the achievement, negotiated or agreed the price, opened the notice, objected or belongs to the objector’s unit cannot decide; another decision maker of the seller does' }, rule: OBJECTIONS },
  contract_id_taken: { status: 409, text: { zh: '该编号已用于另一份合同', en: 'This id belongs to another contract' } },
  contract_of_own_unit: { status: 403, text: { zh: '您是合同一方的成员，或参与了该合同的起草、签署，应由他人登记', en: 'You are a member of a party, or drafted or signed the contract; somebody else must register it' }, rule: OWN },
  contract_abandoned: { status: 409, text: { zh: '该合同草案已放弃', en: 'This draft was abandoned' } },
  contract_text_unknown: { status: 422, text: { zh: '合同文本须为平台生成的草案，或双方均可查阅的洽谈室文件（room 级）', en: 'The text of a contract is the market’s own draft, or a file that lies in the room for both sides (tier room)' }, rule: READABLE },
  contract_text_differs: { status: 409, text: { zh: '签署的文本与合同文本不一致', en: 'What would be signed is not the text of the contract' }, rule: SIGNATURE },
  side_has_signed: { status: 409, text: { zh: '该方已签署', en: 'This side has signed already' }, rule: SIGNATURE },
  signs_for_both: { status: 403, text: { zh: '同一人不得代表双方签署', en: 'One person cannot sign for both sides' }, rule: { zh: '合武平台规则：双方各由一名被授权人签署', en: 'Hewu rule: one authorised person signs for each side' } },
  contract_concluded: { status: 409, text: { zh: '双方已签署，合同已成立', en: 'Both sides have signed; the contract binds' }, rule: WRITTEN },
  contract_not_concluded: { status: 409, text: { zh: '合同尚未由双方签署', en: 'Both sides have not signed yet' }, rule: WRITTEN },
  // The same words in every context: the code is one, and its text is looked up by it.
  other_region: { status: 403, text: { zh: '该事项由另一地区决定', en: 'The other region decides on this' }, rule: TERRITORY },
  contract_registered: { status: 409, text: { zh: '该合同已登记', en: 'This contract is registered already' }, rule: REGISTRATION },
  registration_number_taken: { status: 409, text: { zh: '该登记号在本地区已用于另一份合同', en: 'This registration number belongs to another contract of the region' }, rule: REGISTRATION },
  technology_amount_exceeds: { status: 422, text: { zh: '技术交易额不得高于合同成交额', en: 'The technology amount cannot exceed the contract amount' }, rule: AMOUNTS },
  payment_id_taken: { status: 409, text: { zh: '该编号已用于另一笔付款', en: 'This id belongs to another payment' } },
  payment_in_future: { status: 422, text: { zh: '收款日不能晚于今天', en: 'The day of receipt is not here yet' } },
  payment_before_contract: { status: 422, text: { zh: '收款日早于合同成立之日；签约前收到的定金、预付款请注明 inAdvance', en: 'The day of receipt lies before the day on which the contract was concluded; of money given before, say inAdvance' }, rule: ADVANCE },
  payment_known: { status: 409, text: { zh: '该银行流水号的收款已登记', en: 'A payment with this reference of the bank is recorded already' } },
  payment_before_listing: { status: 422, text: { zh: '收款日早于该挂牌发布之日', en: 'The day of receipt lies before the day on which the listing was published' }, rule: ADVANCE },
  payment_exceeds: { status: 409, text: { zh: '付款合计超过合同成交额', en: 'Payments would exceed the contract amount' } },
  contract_not_registered: { status: 409, text: { zh: '合同尚未认定登记', en: 'The contract is not registered yet' }, rule: REGISTRATION },
  payment_outstanding: { status: 409, text: { zh: '合同价款尚未付清', en: 'The price is not paid in full yet' }, rule: ORDER },
} as const satisfies Record<Code, RefusalText>;
