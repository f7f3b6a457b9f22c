import type { WorkingCalendarEvent } from '@hewu/calendar/src/events.js';
import type { RuleSetEvent } from '@hewu/rules/src/events.js';
import type { Sentences } from './sentence.js';
import { JURISDICTION, RULE, UNIT, wordOf } from './sentence-words.js';

/* What the law and the working calendar say, as they are recorded. */

type Told = WorkingCalendarEvent | RuleSetEvent;

export const rulesSentences: Sentences<Told> = {
  WorkingYearPublished: ({ year }) => ({ zh: `登记了 ${year} 年放假安排`, en: `The working calendar of ${year} was recorded` }),
  WorkingYearAmended: ({ year, reason }) => ({ zh: `更正了 ${year} 年放假安排：${reason}`, en: `The working calendar of ${year} was amended: ${reason}` }),
  RuleVersionRecorded: ({ jurisdiction, ruleId, version, amount, unit, effectiveFrom, reason, proposal }) => ({
    zh: `${proposal ? '经另一地区确认，' : ''}登记规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”第 ${version} 版：${amount} ${wordOf(UNIT, unit).zh}，自 ${effectiveFrom} 起：${reason}`,
    en: `Version ${version} of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was ${proposal ? 'confirmed by the other region and ' : ''}recorded: ${amount} ${wordOf(UNIT, unit).en} from ${effectiveFrom}: ${reason}`,
  }),
  RuleProposalEnded: ({ jurisdiction, ruleId, ground, reason }) =>
    ground === 'lapsed'
      ? { zh: `规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”的提议逾期未获确认，失效`, en: `The proposal of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was not confirmed in time and lapsed` }
      : { zh: `撤回规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”的提议：${reason}`, en: `The proposal of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was taken back: ${reason}` },
  RuleVersionProposed: ({ jurisdiction, ruleId, version, amount, unit, effectiveFrom, reason }) => ({
    zh: `提议规则“${wordOf(JURISDICTION, jurisdiction).zh}·${wordOf(RULE, ruleId).zh}”第 ${version} 版，待另一地区确认：${amount} ${wordOf(UNIT, unit).zh}，自 ${effectiveFrom} 起：${reason}`,
    en: `Version ${version} of the rule "${wordOf(RULE, ruleId).en}" (${wordOf(JURISDICTION, jurisdiction).en}) was proposed, for the other region to confirm: ${amount} ${wordOf(UNIT, unit).en} from ${effectiveFrom}: ${reason}`,
  }),
};
