import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@hewu/kernel/src/clock.js';
import { foreseeing } from '@hewu/kernel/src/foresight.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { ReadModels } from '@hewu/kernel/src/read-models.js';
import { ImportKinds } from '@hewu/imports/src/import-kinds.js';
import { sameTitle, type Choice, type Column } from '@hewu/imports/src/import-kind.js';
import { CLOCK } from '@hewu/platform/src/tokens.js';
import { Rules } from '@hewu/rules/src/rules.js';
import { PostDemandCommand, PostDemandHandler } from './demand.commands.js';
import { demandContentOf, PostDemandBody } from './demand.dto.js';
import { demandEvents, type DemandTier } from './events.js';

const TIERS: Readonly<Record<DemandTier, Omit<Choice, 'value'>>> = {
  public: { zh: '公开', en: 'Public' },
  on_request: { zh: '申请后可见', en: 'On request' },
  after_nda: { zh: '签署保密协议后可见', en: 'After confidentiality agreement' },
};

const COLUMNS: readonly Column[] = [
  { name: 'title', path: 'title', form: 'text', required: true, explained: { zh: '标题，任何人可见', en: 'Title in Chinese; everybody may read it.' }, example: '花椒油香气损失（示例）' },
  { name: 'titleEn', path: 'titleEn', form: 'text', required: false, explained: { zh: '英文标题', en: 'Title in English.' }, example: 'Loss of aroma in prickly-ash oil (example)' },
  { name: 'problem', path: 'problem', form: 'text', required: true, explained: { zh: '要解决的问题', en: 'The problem.' }, example: '热油浸提使挥发油损失四成' },
  { name: 'tried', path: 'tried', form: 'text', required: true, explained: { zh: '已试过的办法及不足', en: 'What has been tried, and why it was not enough.' }, example: '降低油温后出油率不足' },
  { name: 'budgetYuan', path: 'budgetFen', form: 'yuan', required: false, explained: { zh: '预算，单位元，最多两位小数', en: 'What may be spent, in yuan with at most two decimals.' }, example: '300000' },
  { name: 'industry', path: 'industry', form: 'code', required: true, explained: { zh: '行业代码（GB/T 4754-2017）', en: 'Industry by GB/T 4754-2017.' }, example: 'C1331' },
  { name: 'ipc', path: 'ipc', form: 'codes', required: false, explained: { zh: '国际专利分类号，多个用分号隔开', en: 'International Patent Classification; several divided by semicolons.' }, example: 'C11B; A23L 27/00', empty: () => [] },
  { name: 'tier', path: 'tier', form: 'choice', required: true, explained: { zh: '问题、已试办法和预算谁可见。', en: 'Who may read problem, attempts and budget.' }, example: '公开', choices: Object.entries(TIERS).map(([value, words]) => ({ value, ...words })) },
  { name: 'deadlineOn', path: 'deadlineOn', form: 'day', required: true, explained: { zh: '征集截止日，如 2026-06-30', en: 'The last day on which proposals are taken, like 2026-06-30.' }, example: '2026-06-30' },
];

/** Firms post many problems from a table: the same title until the same day is the same demand. */
@Injectable()
export class DemandImport {
  constructor(kinds: ImportKinds, kernel: Kernel, rules: Rules, models: ReadModels, @Inject(CLOCK) clock: Clock) {
    const foresight = new PostDemandHandler(foreseeing(kernel), rules, models, clock);
    kinds.add<PostDemandBody>({
      kind: 'demands',
      named: { zh: '技术需求', en: 'Demands' },
      roles: ['firm_member', 'decision_maker'],
      columns: COLUMNS,
      body: PostDemandBody,
      idOf: ({ title, deadlineOn }, { organisationId }) => derivedId('imported demand', organisationId, sameTitle(title), deadlineOn),
      command: (demandId, body, context) => new PostDemandCommand({ demandId, content: demandContentOf(body), deadlineOn: body.deadlineOn }, context),
      category: demandEvents.category,
      foresee: (command) => foresight.execute(command as PostDemandCommand),
      places: { demand_id_taken: 'title', deadline_not_ahead: 'deadlineOn', deadline_too_far: 'deadlineOn' },
      taken: 'demand_id_taken',
    });
  }
}
