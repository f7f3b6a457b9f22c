import { dayOf, plusDays } from '@hewu/calendar/src/days.js';
import { ConfirmRuleVersionCommand, proposalIdOf, RecordRuleVersionCommand } from '@hewu/rules/src/rule-set.commands.js';
import type { Stage } from './stage.js';

const RULE = 'listing_review_days';

/** A number of both regions: one version that Hechuan proposed and Wusheng confirmed, and one that waits for Hechuan (invented). */
export const playRules = async ({ founding, clock, people, units }: Stage): Promise<void> => {
  const [zhou, tang] = [people.get('reviewer@hechuan.example')!, people.get('reviewer@wusheng.example')!];
  const [hechuan, wusheng] = [units['hechuan']!, units['wusheng']!];
  const asAgreed = {
    jurisdiction: 'CN', ruleId: RULE, version: 2, amount: 5, force: 'default', effectiveFrom: dayOf(clock.now()), effectiveUntil: null,
    article: '合武平台规则', source: '两地主管部门商定（示例）', verification: 'stated', reason: '两地确认沿用五个工作日（示例）',
  } as const;
  await founding.step('rule: proposed', (context) => new RecordRuleVersionCommand(asAgreed, context), zhou, hechuan);
  const proposalId = proposalIdOf({ commandId: founding.commandIdOf('rule: proposed') });
  await founding.step('rule: confirmed', (context) => new ConfirmRuleVersionCommand({ ruleId: RULE, proposalId }, context), tang, wusheng);
  await founding.step('rule: proposed again', (context) => new RecordRuleVersionCommand({ ...asAgreed, version: 3, amount: 3, effectiveFrom: plusDays(dayOf(clock.now()), 120), reason: '拟缩短审核期限（示例）' }, context), tang, wusheng);
};
