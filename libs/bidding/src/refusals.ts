import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { AnnouncingRefusal } from './announcing.commands.js';
import type { AuctionRefusal } from './auction.decider.js';
import type { AuctioneerRefusal } from './auctioneer.decider.js';
import type { BiddingRefusal } from './bidding-state.decider.js';

const ROUTE = { zh: '促进科技成果转化法 第十八条', en: 'Law on Promoting the Transformation of Scientific and Technological Achievements art. 18' };
const CLOCK = { zh: '合武平台规则：竞价以服务器时间为准，出价以完整到达为准', en: 'Hewu rule: a bidding goes by the server’s time, and a bid by when all of it had arrived' };
const REGISTRATION = { zh: '合武平台规则：竞价公告至报名截止不少于规定时间（规则 bidding_registration_hours）', en: 'Hewu rule: from the announcement of a bidding to the end of registration passes at least the time of the rule bidding_registration_hours' };
const DEPOSIT = { zh: '合武平台规则：竞价保证金不得高于起始价', en: 'Hewu rule: the deposit of a bidding is at most its start' };
const STEPS = { zh: '合武平台规则：出价按公布的起始价和加价幅度；出价不可撤回（参照拍卖法 第三十六条）', en: 'Hewu rule: bids keep to the announced start and step, and are irrevocable (Auction Law art. 36, by analogy)' };
const RAISE = { zh: '合武平台规则：单次出价至多高于最低可出价若干个加价幅度（规则 bidding_raise_increments）', en: 'Hewu rule: a bid lies above the least that it may be by at most so many steps (rule bidding_raise_increments)' };
const COLLUSION = { zh: '拍卖法 第三十七条（竞买人之间不得恶意串通；竞价参照）', en: 'Auction Law art. 37: bidders do not collude (of a bidding, by analogy)' };
const CONSIGNOR = { zh: '拍卖法 第三十条（委托人不得参与竞买；竞价参照）', en: 'Auction Law art. 30: the consignor does not bid, nor have others bid (of a bidding, by analogy)' };
const BANK = { zh: '合武平台规则：保证金由指名的存管银行收付', en: 'Hewu rule: deposits are held and paid by the named custodian bank' };
const SEALED = { zh: '合武平台规则：竞价结束前不公开竞买方', en: 'Hewu rule: nobody learns who bids before a bidding is over' };
const LICENSED = { zh: '拍卖法 第十一条（拍卖由依法设立的拍卖企业举办）；可改用竞价', en: 'Auction Law art. 11: only licensed auctioneers hold auctions; a bidding is open to everybody' };
const NOTICE = { zh: '拍卖法 第四十五条（拍卖日七日前公告）', en: 'Auction Law art. 45: notice at least seven days before' };
const DISPLAY = { zh: '拍卖法 第四十八条（展示不少于两日）', en: 'Auction Law art. 48: display for at least two days' };
const RESERVE = { zh: '拍卖法 第五十条（未达保留价的应价无效）', en: 'Auction Law art. 50: a bid below the reserve has no effect' };
const COMMISSION = { zh: '拍卖法 第五十六条（未约定佣金比例的，每方不超过成交价百分之五）', en: 'Auction Law art. 56: where no commission was agreed, at most 5 % of the price from each side' };
const TERRITORY = { zh: '合武平台规则：两地查阅同权，审核按属地', en: 'Hewu rule: reading is equal in both regions, decisions are territorial' };

type Code = Exclude<BiddingRefusal | AnnouncingRefusal | AuctionRefusal | AuctioneerRefusal | 'bidding_not_over', 'not_found'>;

/** `not_found` is the platform's: what concerns others and what is missing are told alike. */
export const biddingRefusals = {
  bidding_id_taken: { status: 409, text: { zh: '该编号已用于另一场竞价', en: 'This id belongs to another bidding' } },
  // The same words in every context: the code is one, and its text is looked up by it.
  listing_not_published: { status: 409, text: { zh: '该挂牌已不在市场上', en: 'This listing is not on the market any more' } },
  custodian_not_a_bank: { status: 422, text: { zh: '保证金应由经核验的存管银行收付；请指名一家', en: 'Deposits are held by a verified custodian bank; name one' }, rule: BANK },
  reserve_below_start: { status: 422, text: { zh: '保留价不得低于起始价；不设保留价的请留空', en: 'The reserve cannot be below the start; leave it out where there is none' }, rule: RESERVE },
  bidding_times_wrong: { status: 422, text: { zh: '时间应依次为：报名截止、竞价开始、竞价截止，且均晚于现在', en: 'Registration ends in the future and before the opening, and the opening lies before the close' }, rule: CLOCK },
  registration_too_short: { status: 422, text: { zh: '报名时间短于所适用规则的规定，请推迟报名截止', en: 'Registration would end sooner than the rule in force allows; let it end later' }, rule: REGISTRATION },
  deposit_above_start: { status: 422, text: { zh: '保证金不得高于起始价', en: 'The deposit cannot be above the start' }, rule: DEPOSIT },
  bid_id_taken: { status: 409, text: { zh: '该编号已用于另一次出价', en: 'This id belongs to another bid' } },
  bidding_cancelled: { status: 409, text: { zh: '竞价已取消', en: 'The bidding was called off' }, rule: ROUTE },
  bidding_over: { status: 409, text: { zh: '竞价已截止（以服务器时间为准）', en: 'The bidding is closed, by the server’s clock' }, rule: CLOCK },
  bidder_excluded: { status: 403, text: { zh: '委托方及其利害关系方不得参与竞买', en: 'The consignor and those related to it do not bid' }, rule: CONSIGNOR },
  bidder_not_registered: { status: 409, text: { zh: '贵单位未在期限内报名', en: 'This organisation has not registered in time' }, rule: STEPS },
  deposit_missing: { status: 409, text: { zh: '存管银行尚未确认保证金', en: 'The bank has not confirmed the deposit' }, rule: BANK },
  registration_over: { status: 409, text: { zh: '报名已截止', en: 'Registration is over' }, rule: CLOCK },
  conditions_differ: { status: 409, text: { zh: '接受的不是本场竞价的条件；请按公布的条件确认', en: 'What is accepted are not the conditions of this bidding; read those and accept their hash' }, rule: STEPS },
  bids_against_oneself: { status: 409, text: { zh: '您在本场竞价中已代表另一竞买方；同一人只代表一方', en: 'You act for another bidder in this bidding; a person acts for one alone' }, rule: COLLUSION },
  deposit_too_late: { status: 409, text: { zh: '竞价已开始，不再登记保证金；请原路退回', en: 'The bidding has begun; a deposit that came later goes straight back' }, rule: BANK },
  deposit_too_small: { status: 422, text: { zh: '保证金不足', en: 'This is less than the deposit asked for' }, rule: BANK },
  deposit_confirmed: { status: 409, text: { zh: '该竞买方的保证金已确认', en: 'The deposit of this bidder is confirmed already' }, rule: BANK },
  bidding_not_open: { status: 409, text: { zh: '竞价尚未开始', en: 'The bidding has not begun' }, rule: CLOCK },
  own_bid_stands: { status: 409, text: { zh: '当前最高价就是贵单位的出价', en: 'The bid that stands is your own' }, rule: STEPS },
  bid_below_start: { status: 422, text: { zh: '出价不得低于起始价', en: 'A bid cannot be below the start' }, rule: STEPS },
  bid_below_step: { status: 422, text: { zh: '出价应至少比当前价高一个加价幅度', en: 'A bid must top the one that stands by at least the step' }, rule: STEPS },
  bid_too_high: { status: 422, text: { zh: '单次加价超过上限；请核对金额', en: 'The bid tops the least by more than is taken at once; look at the amount again' }, rule: RAISE },
  bidding_has_bids: { status: 409, text: { zh: '已有出价，不能取消', en: 'There are bids; it cannot be called off any more' }, rule: STEPS },
  payout_not_instructed: { status: 409, text: { zh: '尚未通知付出该保证金', en: 'The bank was not told to pay this deposit out' }, rule: BANK },
  payout_confirmed: { status: 409, text: { zh: '该保证金已付出', en: 'This deposit is paid out already' }, rule: BANK },
  bidding_not_over: { status: 409, text: { zh: '竞价结束后方可查阅记录', en: 'The protocol is open once the bidding is over' }, rule: SEALED },
  auction_id_taken: { status: 409, text: { zh: '该编号已用于另一场拍卖', en: 'This id belongs to another auction' } },
  auctioneer_not_licensed: { status: 409, text: { zh: '该拍卖企业在拍卖日没有登记在案的有效证书', en: 'No licence of this auctioneer is recorded that holds on the day of the auction' }, rule: LICENSED },
  auction_notice_too_short: { status: 422, text: { zh: '拍卖公告应在拍卖日七日前', en: 'The notice must stand at least seven days before the auction' }, rule: NOTICE },
  auction_display_too_short: { status: 422, text: { zh: '拍卖前应展示不少于两日', en: 'The display must last at least two days, between notice and auction' }, rule: DISPLAY },
  auction_over: { status: 409, text: { zh: '该拍卖已结束或取消', en: 'This auction is over or was called off' }, rule: LICENSED },
  auction_not_held_yet: { status: 409, text: { zh: '拍卖日未到', en: 'The day of the auction has not come' }, rule: NOTICE },
  auction_buyer_excluded: { status: 403, text: { zh: '委托方及其利害关系方不得买受', en: 'The consignor and those related to it do not buy' }, rule: CONSIGNOR },
  auction_below_reserve: { status: 409, text: { zh: '未达保留价，不发生效力；应登记为未成交', en: 'Below the reserve a bid has no effect; record that nobody bought' }, rule: RESERVE },
  auction_commission_too_high: { status: 422, text: { zh: '佣金超过约定或法定上限', en: 'The commission is more than was agreed or the law allows' }, rule: COMMISSION },
  other_region: { status: 403, text: { zh: '该事项由另一地区决定', en: 'The other region decides on this' }, rule: TERRITORY },
  not_an_auction_house: { status: 409, text: { zh: '该单位不是经核验的拍卖企业', en: 'This organisation is no verified auction house' }, rule: LICENSED },
  licence_ends_before_it_begins: { status: 422, text: { zh: '证书的截止日早于起始日', en: 'The licence ends before it begins' } },
} as const satisfies Record<Code, RefusalText>;
