import type { AuctionEvent, AuctioneerEvent, BiddingEvent } from '@hewu/bidding/src/events.js';
import type { IpNumberEvent, RightEvent, ValuationEvent } from '@hewu/rights/src/events.js';
import { says, yuan, type Sentences } from './sentence.js';
import { CANCELLED, CLOSED, EXCLUDED, MODE, RELEASED, wordOf } from './sentence-words.js';

/* Rights, and the ways in which they are sold by bids. */

type Told = RightEvent | IpNumberEvent | ValuationEvent | BiddingEvent | AuctionEvent | AuctioneerEvent;

export const salesSentences: Sentences<Told> = {
  RightReserved: says('权利进入洽谈，暂不接受其他洽谈', 'The right was reserved for one negotiation'),
  RightReleased: says('权利释放', 'The right was released'),
  RightGranted: ({ mode }) => ({ zh: `权利已让与（${wordOf(MODE, mode).zh}）`, en: `The right was granted (${wordOf(MODE, mode).en})` }),
  RightReservedForSale: ({ holderKind }) => ({ zh: holderKind === 'bidding' ? '权利进入竞价' : '权利委托拍卖', en: holderKind === 'bidding' ? 'The right was put up for bidding' : 'The right was entrusted to an auction' }),
  RightReleasedFromSale: says('未成交或取消，权利释放', 'The sale found no buyer or was called off: the right was released'),
  RightHandedOver: says('权利转由成交方的转让持有', 'The right went over to the transfer of whoever won'),
  IpNumberClaimed: says('知识产权编号暂占，待权利预留', 'The number of a right was claimed while the right is being reserved'),
  IpNumberHeld: says('知识产权编号随权利占用', 'The number of a right is held with the right'),
  IpNumberFreed: ({ ground }) => ({ refused: { zh: '未能全部占用，知识产权编号退还', en: 'Not everything could be had: the number of a right was given back' }, lapsed: { zh: '暂占期满，知识产权编号退还', en: 'The claim of a number lapsed' }, released: { zh: '知识产权编号随权利释放', en: 'The number of a right was released with the right' } })[ground],
  IpNumberHandedOver: says('知识产权编号转由成交方的转让持有', 'The number of a right went over to the transfer of whoever won'),
  IpNumberGranted: ({ mode }) => ({ zh: `该编号的知识产权已让与（${wordOf(MODE, mode).zh}）`, en: `The right of this number was granted (${wordOf(MODE, mode).en})` }),
  ValuationRecorded: ({ amountFen, appraiserName, validUntil }) => ({ zh: `${appraiserName}评估 ${yuan(amountFen)} 元，有效期至 ${validUntil}`, en: `Appraised at ${yuan(amountFen)} yuan by ${appraiserName}, valid until ${validUntil}` }),
  ValuationWithdrawn: ({ reason }) => ({ zh: `评估撤回：${reason}`, en: `The valuation was withdrawn: ${reason}` }),
  BiddingAnnounced: ({ startPriceFen, incrementFen, opensAt, closesAt }) => ({
    zh: `公布竞价：起始价 ${yuan(startPriceFen)} 元，加价幅度 ${yuan(incrementFen)} 元，${opensAt} 至 ${closesAt}`,
    en: `A bidding was announced: from ${yuan(startPriceFen)} yuan in steps of ${yuan(incrementFen)}, ${opensAt} to ${closesAt}`,
  }),
  BiddingOpened: ({ paddles }) => ({ zh: `竞价开始，${paddles} 方取得号牌`, en: `The bidding began with ${paddles} paddles` }),
  BidderRegistered: says('报名竞价并接受竞价条件', 'A bidder registered and accepted the conditions'),
  DepositConfirmed: ({ amountFen, paddle }) => ({ zh: `存管银行确认保证金 ${yuan(amountFen)} 元，号牌 ${paddle}`, en: `The custodian bank confirmed a deposit of ${yuan(amountFen)} yuan; paddle ${paddle}` }),
  BidderExcluded: ({ ground }) => ({ zh: `竞买方被排除（${wordOf(EXCLUDED, ground).zh}）`, en: `A bidder was excluded (${wordOf(EXCLUDED, ground).en})` }),
  BidPlaced: ({ ordinal, paddle, amountFen }) => ({ zh: `第 ${ordinal} 次出价，号牌 ${paddle}，${yuan(amountFen)} 元`, en: `Bid ${ordinal}, paddle ${paddle}: ${yuan(amountFen)} yuan` }),
  BiddingExtended: ({ closesAt }) => ({ zh: `竞价延时至 ${closesAt}`, en: `The bidding was extended until ${closesAt}` }),
  BiddingClosed: ({ ground, bids, winner }) => ({
    zh: winner ? `竞价成交，号牌 ${winner.paddle}，${yuan(winner.amountFen)} 元，共 ${bids} 次出价` : `竞价未成交（${wordOf(CLOSED, ground).zh}），共 ${bids} 次出价`,
    en: winner ? `Won by paddle ${winner.paddle} at ${yuan(winner.amountFen)} yuan after ${bids} bids` : `The bidding closed without a sale (${wordOf(CLOSED, ground).en}) after ${bids} bids`,
  }),
  BiddingCancelled: ({ ground, reason }) => ({ zh: `竞价取消（${wordOf(CANCELLED, ground).zh}）${reason === null ? '' : `：${reason}`}`, en: `The bidding was called off (${wordOf(CANCELLED, ground).en})${reason === null ? '' : `: ${reason}`}` }),
  DepositReleaseInstructed: ({ amountFen, ground }) => ({ zh: `通知存管银行退还保证金 ${yuan(amountFen)} 元（${wordOf(RELEASED, ground).zh}）`, en: `The bank was told to give back a deposit of ${yuan(amountFen)} yuan (${wordOf(RELEASED, ground).en})` }),
  DepositForfeitInstructed: ({ amountFen }) => ({ zh: `成交方违约，通知存管银行将保证金 ${yuan(amountFen)} 元付给委托方`, en: `The winner defaulted: the bank was told to pay its deposit of ${yuan(amountFen)} yuan to the consignor` }),
  DepositPaidOut: ({ amountFen, reference }) => ({ zh: `存管银行已付出保证金 ${yuan(amountFen)} 元（${reference}）`, en: `The bank paid out a deposit of ${yuan(amountFen)} yuan (${reference})` }),
  AuctioneerLicenceRecorded: ({ licenceNumber, validFrom, validUntil }) => ({ zh: `登记拍卖经营批准证书 ${licenceNumber}，${validFrom} 至 ${validUntil}`, en: `Auctioneer's licence ${licenceNumber} was recorded, ${validFrom} to ${validUntil}` }),
  AuctionEntrusted: ({ licenceNumber, heldOn }) => ({ zh: `委托拍卖（证书 ${licenceNumber}），定于 ${heldOn}`, en: `Entrusted to an auctioneer (licence ${licenceNumber}), to be held on ${heldOn}` }),
  AuctionHeld: ({ sale }) => ({ zh: sale ? `拍卖成交 ${yuan(sale.amountFen)} 元` : '拍卖未成交', en: sale ? `Sold at auction for ${yuan(sale.amountFen)} yuan` : 'The auction ended without a sale' }),
  AuctionCancelled: ({ ground, reason }) => ({ zh: `拍卖取消（${wordOf(CANCELLED, ground).zh}）${reason === null ? '' : `：${reason}`}`, en: `The auction was called off (${wordOf(CANCELLED, ground).en})${reason === null ? '' : `: ${reason}`}` }),
};
