import type { InterestCloseGround, InterestEvent, NdaEndGround, NdaEvent, SigningAuthorityEvent } from '@hewu/negotiation/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import { says, withReason, type Sentences } from './sentence.js';

/* Interests and confidentiality. */

const INTEREST_CLOSED: Readonly<Record<InterestCloseGround, Bilingual>> = {
  by_buyer: { zh: '意向方结束意向', en: 'Whoever was interested ended the interest' },
  by_seller: { zh: '成果单位结束意向', en: 'The unit ended the interest' },
  negotiation_left: { zh: '洽谈退出，意向随之结束', en: 'The talks were left, and with them the interest' },
  achievement_restricted: { zh: '成果转为限制公开，意向结束', en: 'The achievement became restricted, and the interest ended' },
};

const NDA_ENDED: Readonly<Record<NdaEndGround, Bilingual>> = {
  time_over: { zh: '保密协议期满', en: 'The time of the confidentiality agreement was over' },
  notice: { zh: '一方通知终止保密协议', en: 'A side gave notice of the confidentiality agreement' },
  given_up: { zh: '保密协议未签成而放弃', en: 'The confidentiality agreement was given up before both had signed' },
};

type Told = InterestEvent | NdaEvent | SigningAuthorityEvent;

export const negotiationSentences: Sentences<Told> = {
  InterestExpressed: ({ round, purpose, respondBy }) => ({ zh: `第 ${round} 次表达意向：${purpose}；${respondBy.respondOn} 前答复`, en: `Interest was expressed, round ${round}: ${purpose}; to be answered until ${respondBy.respondOn}` }),
  InterestAccepted: says('意向被接受', 'The interest was accepted'),
  InterestDeclined: ({ reason }) => ({ zh: `意向未被接受：${reason}`, en: `The interest was declined: ${reason}` }),
  InterestWithdrawn: ({ reason }) => ({ zh: `意向撤回：${reason}`, en: `The interest was withdrawn: ${reason}` }),
  InterestLapsed: ({ respondBy }) => ({ zh: `至 ${respondBy.respondOn} 未答复，意向失效`, en: `Not answered until ${respondBy.respondOn}: the interest lapsed` }),
  InterestClosed: ({ ground, reason }) => withReason(INTEREST_CLOSED[ground], reason),
  NdaProposed: ({ version, untilOn, textSha256 }) => ({ zh: `提出保密协议第 ${version} 版，期限至 ${untilOn}，文本 ${textSha256}`, en: `Version ${version} of a confidentiality agreement was proposed, until ${untilOn}, text ${textSha256}` }),
  NdaSigned: ({ side, version }) => ({ zh: `${side === 'discloser' ? '成果单位' : '意向方'}签署保密协议第 ${version} 版`, en: `The ${side} signed version ${version} of the confidentiality agreement` }),
  NdaInForce: ({ version, untilOn }) => ({ zh: `保密协议第 ${version} 版生效，至 ${untilOn}`, en: `Version ${version} of the confidentiality agreement is in force until ${untilOn}` }),
  NdaEnded: ({ ground, reason }) => withReason(NDA_ENDED[ground], reason),
  SigningAuthorityGranted: ({ untilOn, textSha256 }) => ({ zh: `授权签署保密协议，至 ${untilOn}，文本 ${textSha256}`, en: `Authority to sign confidentiality agreements was given until ${untilOn}, text ${textSha256}` }),
  SigningAuthorityRevoked: ({ reason }) => ({ zh: `撤销签署授权：${reason}`, en: `The authority to sign was taken back: ${reason}` }),
};
