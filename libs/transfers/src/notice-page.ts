import type { PriceNoticeAnswer } from './answers.js';
import type { TransferMode, VoidGround } from './events.js';
import type { NoticeStatus } from './price-notice.decider.js';

type Words = { readonly zh: string; readonly en: string };

const MODES: Readonly<Record<TransferMode, Words>> = {
  assignment: { zh: '转让', en: 'assignment' },
  exclusive_licence: { zh: '独占许可', en: 'exclusive licence' },
  sole_licence: { zh: '排他许可', en: 'sole licence' },
  ordinary_licence: { zh: '普通许可', en: 'ordinary licence' },
  cooperation: { zh: '合作实施', en: 'joint use' },
  capital_contribution: { zh: '作价投资', en: 'capital contribution' },
  other: { zh: '其他方式', en: 'another mode' },
};

const STATUSES: Readonly<Record<NoticeStatus, Words>> = {
  open: { zh: '公示中', en: 'open to objections' },
  closed: { zh: '公示期满', en: 'closed after its time' },
  voided: { zh: '已作废', en: 'void' },
};

const GROUNDS: Readonly<Record<VoidGround, Words>> = {
  price_changed: { zh: '价格变更', en: 'the price changed' },
  negotiation_left: { zh: '洽谈终止', en: 'the negotiation ended' },
  objection_upheld: { zh: '异议成立', en: 'an objection was upheld' },
  achievement_restricted: { zh: '成果不再公开', en: 'the achievement is not public any more' },
};

const REGIONS: Readonly<Record<string, Words>> = { '500117': { zh: '重庆市合川区', en: 'Hechuan, Chongqing' }, '511622': { zh: '四川省广安市武胜县', en: 'Wusheng, Sichuan' } };

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands in HTML, in a quoted attribute too: markup in it stays the text it is. */
const text = (raw: string): string => raw.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

const both = ({ zh, en }: Words): string => `${text(zh)} <span lang="en">${text(en)}</span>`;

/** Whole fen as yuan: 48000000 is `480,000.00`. By digits, so that ten trillion yuan are exact. */
const yuan = (fen: number): string => {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
};

/** A price notice as a page for people, in both languages, without an account and without any script. What it says is what the public may read; the language of the attributes follows its texts. */
export const noticePage = (notice: PriceNoticeAnswer): string => {
  const { id, name, abstract, mode, amountFen, relatedParty, region, status, voidedBecause, opensOn, closesOn, provisional, days, law, objectionCount, openObjections, overdue } = notice;
  const rows: readonly (readonly [Words, string])[] = [
    [{ zh: '成果名称', en: 'Achievement' }, text(name)],
    [{ zh: '简介', en: 'Abstract' }, text(abstract)],
    [{ zh: '转化方式', en: 'Mode' }, both(MODES[mode])],
    [{ zh: '拟交易价格', en: 'Proposed price' }, `${yuan(amountFen)} 元 <span lang="en">yuan (CNY)</span>`],
    [{ zh: '利害关系', en: 'Related party' }, both(relatedParty ? { zh: '受让方与成果完成人存在利害关系', en: 'The transferee is a completer or an interested party' } : { zh: '未发现、未申报', en: 'None found or declared' })],
    [{ zh: '卖方所在地', en: 'Region of the seller' }, REGIONS[region] ? both(REGIONS[region]) : text(region)],
    [{ zh: '公示期', en: 'Days' }, `${text(opensOn)} – ${text(closesOn)} 24:00${provisional ? both({ zh: '（暂定）', en: '(provisional)' }) : ''} · ${both({ zh: `自然日 ${days} 天，首日不计，末日遇休息日顺延`, en: `${days} natural days, the first not counted, a last day that is off moved on` })}`],
    [{ zh: '依据', en: 'Rule' }, text(law)],
    [{ zh: '状态', en: 'Status' }, `${both(STATUSES[status])}${voidedBecause ? ` · ${both(GROUNDS[voidedBecause])}` : ''}`],
    [{ zh: '异议', en: 'Objections' }, both({ zh: `${objectionCount} 项，待处理 ${openObjections} 项${overdue ? '，有逾期' : ''}`, en: `${objectionCount}, of which ${openObjections} open${overdue ? ', some overdue' : ''}` })],
  ];
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>价格公示 Price notice · ${text(name)}</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #8888}td,code{overflow-wrap:anywhere}:focus-visible{outline:3px solid;outline-offset:2px}</style></head>
<body>
<main>
<h1>科技成果协议定价公示 <span lang="en">Price notice</span></h1>
<table><tbody>
${rows.map(([label, value]) => `<tr><th scope="row">${both(label)}</th><td>${value}</td></tr>`).join('\n')}
</tbody></table>
${status === 'open' ? howToObject(id) : ''}</main></body></html>`;
};

const howToObject = (id: string): string => `<h2>如何提出异议 <span lang="en">How to object</span></h2>
<p>任何人登录后可在公示期内提出异议：<code>POST /api/v1/price-notices/${text(id)}/objections</code>（<a href="/docs">接口说明</a>）。异议由卖方无利害关系的负责人说明理由作出处理；处理之前不得签约。</p>
<p lang="en">Anybody who signs in may object while the notice runs: <code>POST /api/v1/price-notices/${text(id)}/objections</code> (<a href="/docs">the API</a>). A decision maker of the seller who is not involved decides, with reasons; until then no contract is made.</p>
`;
