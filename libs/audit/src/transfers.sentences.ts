import type { ContractEvent, PriceNoticeEvent, RegistrationNumberEvent, TransferEvent } from '@hewu/transfers/src/events.js';
import { says, yuan, type Sentences } from './sentence.js';
import { ROOM_CLOSED, TIER, VOIDED, wordOf } from './sentence-words.js';

/* From the talks to the registered contract. */

const sideZh = { seller: '卖方', buyer: '买方' } as const;

type Told = TransferEvent | PriceNoticeEvent | ContractEvent | RegistrationNumberEvent;

export const transfersSentences: Sentences<Told> = {
  RoomFileAdded: ({ side, mediaType, bytes, sha256, tier }) => ({ zh: `${sideZh[side]}放入洽谈文件（${mediaType}，${bytes} 字节，${wordOf(TIER, tier).zh}，SHA-256 ${sha256}）`, en: `The ${side} laid a file into the room (${mediaType}, ${bytes} bytes, ${wordOf(TIER, tier).en}, SHA-256 ${sha256})` }),
  RoomFileRemoved: ({ side, reason }) => ({ zh: `${sideZh[side]}移除洽谈文件：${reason}`, en: `The ${side} took a file out of the room: ${reason}` }),
  RoomClosed: ({ ground }) => ({ zh: `洽谈室关闭（${wordOf(ROOM_CLOSED, ground).zh}）`, en: `The room was closed (${wordOf(ROOM_CLOSED, ground).en})` }),
  RoomReopened: ({ ground }) => ({ zh: `洽谈室的关闭原因已消除（${wordOf(ROOM_CLOSED, ground).zh}）`, en: `What had closed the room holds no more (${wordOf(ROOM_CLOSED, ground).en})` }),
  ResponseReminded: ({ side, respondBy }) => ({ zh: `提醒${sideZh[side]}在 ${respondBy.respondOn} 前答复`, en: `The ${side} was reminded to answer until ${respondBy.respondOn}` }),
  ResponseEscalated: ({ side, respondBy }) => ({ zh: `${sideZh[side]}至 ${respondBy.respondOn} 未答复，已督办`, en: `The ${side} had not answered until ${respondBy.respondOn}; those above were told` }),
  NegotiationOpened: says('双方开始洽谈', 'A negotiation was opened'),
  OfferMade: ({ version, side, amountFen }) => ({ zh: `${sideZh[side]}第 ${version} 版报价 ${yuan(amountFen)} 元`, en: `Offer ${version}, by the ${side}: ${yuan(amountFen)} yuan` }),
  PriceAgreed: ({ amountFen, route, relatedParty, noticeRule }) => ({
    zh: `${route === 'listed_price' ? '按挂牌价成交' : '议定价格'} ${yuan(amountFen)} 元${relatedParty ? '，存在利害关系' : ''}${noticeRule ? `，应公示不少于 ${noticeRule.atLeastDays} 日` : ''}`,
    en: `${route === 'listed_price' ? `The listed price of ${yuan(amountFen)} yuan was taken` : `A price of ${yuan(amountFen)} yuan was agreed`}${relatedParty ? ' with a related party' : ''}${noticeRule ? `, to be published for at least ${noticeRule.atLeastDays} days` : ''}`,
  }),
  NegotiationLeft: ({ side, reason }) => ({ zh: `${sideZh[side]}退出洽谈：${reason}`, en: `The ${side} left the negotiation: ${reason}` }),
  WinnerDefaulted: ({ ground, deposit }) => ({ zh: `成交方违约：${ground}；保证金${deposit === 'forfeited' ? '不予退还' : '退还'}`, en: `The winner defaulted: ${ground}; its deposit is ${deposit}` }),
  SellerWithdrew: ({ ground }) => ({ zh: `因卖方原因不能履约：${ground}`, en: `The seller could not keep its word: ${ground}` }),
  HandedToContract: says('议定事项转入签约', 'What was agreed was handed to a contract'),
  NegotiationReopened: says('合同草案放弃，恢复洽谈', 'The draft was abandoned and the negotiation reopened'),
  TransferCompleted: ({ registrationNumber, paidFen }) => ({ zh: `转让完成，登记号 ${registrationNumber}，已付 ${yuan(paidFen)} 元`, en: `The transfer was completed, registration ${registrationNumber}, ${yuan(paidFen)} yuan paid` }),
  NoticeOpened: ({ amountFen, opensOn, closesOn, provisional, relatedParty }) => ({
    zh: `价格 ${yuan(amountFen)} 元自 ${opensOn} 起公示至 ${closesOn}${provisional ? '（暂定）' : ''}${relatedParty ? '，标明利害关系' : ''}`,
    en: `The price of ${yuan(amountFen)} yuan was published on ${opensOn} until ${closesOn}${provisional ? ' (provisional)' : ''}${relatedParty ? ', marked as a related party’s' : ''}`,
  }),
  NoticeRecounted: ({ closesOn, provisional }) => ({ zh: `公示期重新计算至 ${closesOn}${provisional ? '（暂定）' : ''}`, en: `The notice was counted again, until ${closesOn}${provisional ? ' (provisional)' : ''}` }),
  ObjectionRaised: ({ statement }) => ({ zh: `提出异议：${statement}`, en: `An objection was raised: ${statement}` }),
  ObjectionRecounted: ({ decideBy: { decideOn, provisional } }) => ({ zh: `异议处理期限重新计算至 ${decideOn}${provisional ? '（暂定）' : ''}`, en: `The time to decide an objection was counted again, until ${decideOn}${provisional ? ' (provisional)' : ''}` }),
  ObjectionOverdue: ({ decideBy: { decideOn } }) => ({ zh: `异议逾期未处理（期限 ${decideOn}）`, en: `An objection was not decided in time (until ${decideOn})` }),
  ObjectionDecided: ({ outcome, reasons }) => ({ zh: `异议${outcome === 'upheld' ? '成立' : '不成立'}：${reasons}`, en: `The objection was ${outcome}: ${reasons}` }),
  NoticeClosed: ({ objections }) => ({ zh: `公示期满，异议 ${objections} 项均已处理`, en: `The notice closed; ${objections} objections, none open` }),
  NoticeVoided: ({ ground }) => ({ zh: `公示作废（${wordOf(VOIDED, ground).zh}）`, en: `The notice became void (${wordOf(VOIDED, ground).en})` }),
  ContractDrafted: ({ amountFen, textSha256 }) => ({ zh: `起草合同，成交额 ${yuan(amountFen)} 元，文本 ${textSha256}`, en: `A contract over ${yuan(amountFen)} yuan was drafted, text ${textSha256}` }),
  ContractSigned: ({ side }) => ({ zh: `${sideZh[side]}签署合同`, en: `The ${side} signed the contract` }),
  ContractConcluded: says('双方签署完毕，合同成立', 'Both sides had signed: the contract binds'),
  ContractAbandoned: ({ side, reason }) => ({ zh: `${sideZh[side]}放弃合同草案：${reason}`, en: `The ${side} abandoned the draft: ${reason}` }),
  ContractRegistered: ({ registrationNumber, contractAmountFen, technologyAmountFen }) => ({
    zh: `认定登记 ${registrationNumber}，成交额 ${yuan(contractAmountFen)} 元，技术交易额 ${yuan(technologyAmountFen)} 元`,
    en: `Registered as ${registrationNumber}, contract amount ${yuan(contractAmountFen)} yuan, technology amount ${yuan(technologyAmountFen)} yuan`,
  }),
  RegistrationNumberClaimed: ({ registrationNumber }) => ({ zh: `登记号 ${registrationNumber} 归该合同使用`, en: `Registration number ${registrationNumber} was taken for the contract` }),
  RegistrationNumberFreed: ({ registrationNumber }) => ({ zh: `合同已按另一登记号登记，登记号 ${registrationNumber} 退还`, en: `The contract was registered under another number: ${registrationNumber} was given back` }),
  PaymentRecorded: ({ amountFen, receivedOn, inAdvance }) => ({ zh: `${receivedOn} 收款 ${yuan(amountFen)} 元${inAdvance ? '（签约前支付）' : ''}`, en: `${yuan(amountFen)} yuan were received on ${receivedOn}${inAdvance ? ', before both had signed' : ''}` }),
};
