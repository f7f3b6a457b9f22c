import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { InterestRefusal } from './interest.decider.js';
import type { NdaRefusal } from './nda.decider.js';
import type { SigningAuthorityRefusal } from './signing-authority.decider.js';

const ORDER = { zh: '合武平台规则：洽谈 → 议定价格 → 公示 → 签约 → 登记 → 完成', en: 'Hewu rule: negotiation → agreed price → notice → contract → registration → completion' };
const INTERESTS = { zh: '合武平台规则：意向由对方在答复期内答复，逾期失效', en: 'Hewu rule: an interest is answered in time by the other side, or lapses' };
const SECRECY = { zh: '民法典 第五百零一条（订立合同过程中的保密义务）', en: 'Civil Code art. 501 (secrecy while a contract is being made)' };
const SIGNATURE = { zh: '电子签名法 第十三条（签署后的改动应能被发现）', en: 'Electronic Signature Law art. 13 (a change after signing must be detectable)' };
const AUTHORITY = { zh: '民法典 第一百六十五条（书面授权）', en: 'Civil Code art. 165 (authority in writing)' };
const LONGEST = { zh: '合武平台规则：保密协议的最长期限', en: 'Hewu rule: how long a confidentiality agreement may hold' };

/** `not_found` is the platform's: what concerns others and what is missing are told alike. A code that other contexts have too is told in the same words everywhere. */
export const negotiationRefusals = {
  own_listing: { status: 409, text: { zh: '不能与本单位自己的挂牌洽谈', en: 'A unit cannot negotiate with itself' } },
  listing_not_published: { status: 409, text: { zh: '该挂牌已不在市场上', en: 'This listing is not on the market any more' } },
  seller_only: { status: 403, text: { zh: '这一步由卖方办理', en: 'This step is the seller’s' }, rule: ORDER },
  buyer_only: { status: 403, text: { zh: '这一步由买方办理', en: 'This step is the buyer’s' }, rule: ORDER },
  interest_open: { status: 409, text: { zh: '本单位对该挂牌的意向尚在办理；请先撤回或结束', en: 'An interest of the organisation in this listing is open; withdraw or end it first' }, rule: INTERESTS },
  interest_rounds_used: { status: 409, text: { zh: '本单位对该挂牌表达意向的次数已用完', en: 'The organisation has been interested in this listing as often as one may' }, rule: INTERESTS },
  agrees_with_oneself: { status: 403, text: { zh: '同一人不得代表双方', en: 'One person cannot act for both sides' }, rule: { zh: '民法典 第一百六十八条', en: 'Civil Code art. 168' } },
  interest_answered: { status: 409, text: { zh: '该意向已答复、撤回或失效', en: 'The interest was answered, withdrawn, or has lapsed' }, rule: INTERESTS },
  interest_over: { status: 409, text: { zh: '该意向未被接受或已结束', en: 'The interest was not accepted, or is over' }, rule: INTERESTS },
  interest_not_accepted: { status: 409, text: { zh: '须先有被接受的意向', en: 'This needs an interest that was accepted' }, rule: INTERESTS },
  nda_ended: { status: 409, text: { zh: '该保密协议已终止', en: 'The confidentiality agreement has ended' }, rule: SECRECY },
  nda_file_differs: { status: 422, text: { zh: '所称文本与文件内容不符', en: 'The file does not hold the text of that hash' }, rule: SIGNATURE },
  nda_over: { status: 422, text: { zh: '保密协议的期限已过', en: 'The confidentiality agreement would be over already' } },
  nda_too_long: { status: 422, text: { zh: '保密协议的期限过长', en: 'The confidentiality agreement would hold for too long' }, rule: LONGEST },
  nda_not_proposed: { status: 409, text: { zh: '没有待签署的文本', en: 'There is no text that waits to be signed' }, rule: SIGNATURE },
  nda_text_other: { status: 409, text: { zh: '签署的文本不是待签署的文本', en: 'What would be signed is not the text that waits' }, rule: SIGNATURE },
  authority_required: { status: 403, text: { zh: '由单位负责人或持有已登记授权的人签署', en: 'A decision maker signs, or somebody who holds a recorded authority' }, rule: AUTHORITY },
  side_has_signed: { status: 409, text: { zh: '该方已签署', en: 'This side has signed already' }, rule: SIGNATURE },
  nda_signs_for_both: { status: 403, text: { zh: '同一人不得代表双方签署', en: 'One person cannot sign for both sides' }, rule: { zh: '电子签名法 第十三条', en: 'Electronic Signature Law art. 13' } },
  authority_not_member: { status: 422, text: { zh: '被授权人不是本单位人员', en: 'That person does not belong to the organisation' }, rule: AUTHORITY },
  own_authority: { status: 403, text: { zh: '不得给自己授权', en: 'Nobody gives an authority to themselves' }, rule: AUTHORITY },
  authority_over: { status: 422, text: { zh: '授权期限已过', en: 'The authority would be over already' }, rule: AUTHORITY },
  authority_revoked: { status: 409, text: { zh: '该授权已撤销', en: 'The authority was taken back already' }, rule: AUTHORITY },
} as const satisfies Record<Exclude<InterestRefusal | NdaRefusal | SigningAuthorityRefusal, 'not_found'>, RefusalText>;
