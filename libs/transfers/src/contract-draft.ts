import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { Improvements, Instalment, OfferTerms, PaymentKind, RoyaltyBase, TransferMode } from './events.js';
import { sha256Of } from './text-hash.js';
import type { TransferState } from './transfer.decider.js';

/** What was agreed, as a contract says it: the terms, one text in both languages, and its SHA-256 in UTF-8, hex. */
export type ContractDraft = { readonly round: number; readonly said: OfferTerms; readonly text: string; readonly sha256: string };

const MODES: Readonly<Record<TransferMode, Bilingual>> = {
  assignment: { zh: '转让', en: 'assignment' }, exclusive_licence: { zh: '独占许可', en: 'exclusive licence' }, sole_licence: { zh: '排他许可', en: 'sole licence' }, ordinary_licence: { zh: '普通许可', en: 'ordinary licence' },
  cooperation: { zh: '合作', en: 'cooperation' }, capital_contribution: { zh: '作价投资', en: 'capital contribution' }, other: { zh: '其他方式', en: 'another mode' },
};
const PAYMENTS: Readonly<Record<PaymentKind, Bilingual>> = {
  lump_sum: { zh: '一次总付', en: 'once, in a sum' }, instalments: { zh: '分期支付', en: 'in instalments' }, entry_fee_and_royalty: { zh: '入门费加提成', en: 'an entry fee and a royalty' },
};
const BASES: Readonly<Record<RoyaltyBase, Bilingual>> = {
  product_price: { zh: '产品价格', en: 'the price of the products' }, output_value: { zh: '新增产值', en: 'new output value' }, profit: { zh: '利润', en: 'profit' }, sales: { zh: '产品销售额', en: 'sales' },
};
const IMPROVED: Readonly<Record<Improvements, Bilingual>> = {
  maker_owns: { zh: '后续改进的成果归改进方所有', en: 'What is improved later belongs to whoever improves it' },
  jointly_owned: { zh: '后续改进的成果由双方共有', en: 'What is improved later belongs to both' },
  licensed_for_fee: { zh: '后续改进的成果归改进方所有，另一方可有偿使用', en: 'What is improved later belongs to whoever improves it; the other may use it for a fee' },
};
const NOT_SAID: Bilingual = { zh: '未约定', en: 'Not agreed' };

/** Whole fen as yuan: 4800000 → 48000.00. */
const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const percent = (basisPoints: number): string => `${Math.trunc(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, '0')} %`;
/** A side's own words, set in so that no line of them reads as a clause of its own. */
const same = (text: string | null): Bilingual => {
  const words = text?.replaceAll('\n', '\n   ');
  return words === undefined ? NOT_SAID : { zh: words, en: words };
};

/**
 * What was agreed last as the draft of a contract, in the order of Civil Code art. 845; null before any price was agreed. Pure: it
 * follows from recorded events alone, so it reads the same for ever and its hash is what both may sign. `noticedAsRelated`: the notice
 * of this price marks the buyer as related, which may have been found after the agreement.
 */
export const contractDraftOf = (transfer: NonNullable<TransferState>, noticedAsRelated: boolean): ContractDraft | null => {
  const { agreed, round } = transfer;
  if (!agreed) return null;
  // What either side said, or was found, of a related party is the agreement's and its notice's, not the accepted offer's.
  const relatedParty = agreed.relatedParty || noticedAsRelated;
  const text = textOf(transfer, { ...agreed, relatedParty });
  return { round, said: { ...agreed.said, relatedParty }, text, sha256: sha256Of(text) };
};

type Transfer = NonNullable<TransferState>;

const textOf = ({ transferId, achievementId, listingId, mode, sellerOrganisationId, buyerOrganisationId, round }: Transfer, { said, named, amountFen, relatedParty }: NonNullable<Transfer['agreed']>): string => {
  const party = (side: 'seller' | 'buyer', id: string): Bilingual => {
    const known = named?.[side];
    return known ? { zh: `${known.name}（统一社会信用代码 ${known.uscc}）`, en: `${known.name} (USCC ${known.uscc})` } : { zh: id, en: id };
  };
  const clauses: readonly (readonly [Bilingual, Bilingual])[] = [
    [{ zh: '卖方', en: 'Seller' }, party('seller', sellerOrganisationId)],
    [{ zh: '买方', en: 'Buyer' }, party('buyer', buyerOrganisationId)],
    [{ zh: '项目名称', en: 'Name of the project' }, same(named?.title ? named.title : `${achievementId} / ${listingId}`)],
    [{ zh: '转化方式', en: 'Mode of transfer' }, MODES[mode]],
    [{ zh: '标的的内容、范围和要求', en: 'Subject: content, scope and requirements' }, same(said.subject)],
    [{ zh: '使用领域', en: 'Field of use' }, same(said.field)],
    [{ zh: '地域', en: 'Territory' }, same(said.territory)],
    [{ zh: '期限', en: 'Term' }, said.termMonths === null ? NOT_SAID : { zh: `${said.termMonths} 个月`, en: `${said.termMonths} months` }],
    [{ zh: '再许可', en: 'Sub-licences' }, said.sublicence === null ? NOT_SAID : said.sublicence ? { zh: '可以再许可', en: 'Allowed' } : { zh: '不得再许可', en: 'Not allowed' }],
    [{ zh: '履行的计划、地点和方式', en: 'Performance: plan, place and manner' }, same(said.performance)],
    [{ zh: '技术信息和资料的保密', en: 'Secrecy of technical information' }, same(said.confidentiality)],
    [{ zh: '价款', en: 'Price' }, { zh: `人民币 ${yuan(amountFen)} 元`, en: `CNY ${yuan(amountFen)}` }],
    [{ zh: '支付方式', en: 'Payment' }, paymentOf(said)],
    [{ zh: '后续改进', en: 'Later improvements' }, said.improvements === null ? NOT_SAID : IMPROVED[said.improvements]],
    [{ zh: '验收标准和方法', en: 'Acceptance: standard and method' }, same(said.acceptance)],
    [{ zh: '违约责任', en: 'Liability' }, same(said.liability)],
    [{ zh: '争议的解决', en: 'Disputes' }, same(said.disputes)],
    [{ zh: '名词和术语的解释', en: 'Definitions' }, same(said.definitions)],
    [{ zh: '利害关系', en: 'Related party' }, relatedParty ? { zh: '买方与成果完成人存在利害关系', en: 'Buyer and completers are related' } : { zh: '无', en: 'None declared or found' }],
    [{ zh: '其他约定', en: 'Further terms' }, same(said.terms === '' ? null : said.terms)],
  ];
  const lines = clauses.flatMap(([title, clause], n) => [`${n + 1}. ${title.zh} / ${title.en}`, ...(clause.zh === clause.en ? [`   ${clause.zh}`] : [`   ${clause.zh}`, `   ${clause.en}`]), '']);
  return ['技术合同（草案） / Technology contract (draft)', `转让 / Transfer ${transferId}, 第 ${round} 次议定 / agreement ${round}`, '', ...lines].join('\n');
};

const paymentOf = ({ paymentKind, instalments, royalty }: OfferTerms): Bilingual => {
  if (paymentKind === null) return NOT_SAID;
  const kind = PAYMENTS[paymentKind];
  const parts = instalments.map(instalmentOf);
  if (royalty) {
    const base = BASES[royalty.base];
    parts.push({ zh: `按${base.zh}的 ${percent(royalty.rateBasisPoints)} 提成，共 ${royalty.months} 个月`, en: `${percent(royalty.rateBasisPoints)} of ${base.en} for ${royalty.months} months` });
  }
  return { zh: [kind.zh, ...parts.map(({ zh }) => zh)].join('；'), en: [kind.en, ...parts.map(({ en }) => en)].join('; ') };
};

const instalmentOf = ({ amountFen, dueOn, condition }: Instalment, n: number): Bilingual => ({
  zh: `第 ${n + 1} 期 ${yuan(amountFen)} 元${dueOn === null ? '' : `，${dueOn} 前`}${condition === null ? '' : `，${condition}`}`,
  en: `instalment ${n + 1}: CNY ${yuan(amountFen)}${dueOn === null ? '' : `, by ${dueOn}`}${condition === null ? '' : `, ${condition}`}`,
});
