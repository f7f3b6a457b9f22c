import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { RuleSetRefusal } from './rule-set.decider.js';

const TERRITORY = { zh: '合武平台规则：两地查阅同权，审核按属地', en: 'Hewu rule: reading is equal in both regions, decisions are territorial' };
const BOTH = { zh: '合武平台规则：全国性规则的变更由一地提议、另一地确认', en: 'Hewu rule: what holds in both regions is proposed by one and confirmed by the other' };
const VERSIONS = { zh: '合武平台规则：规则按版本依次登记，已登记的不再更改', en: 'Hewu rule: versions follow one another, and none is changed once recorded' };
const LAW = { zh: '法律、法规的规定（条文见 details.article）', en: 'The statute whose article stands in `details.article`' };
const NOT_BACKWARDS = { zh: '合武平台规则：规则变更不溯及既往，已作出的决定不受影响', en: 'Hewu rule: a change never touches what was decided before' };

export const rulesRefusals = {
  // The same words in every context: the code is one, and its text is looked up by it.
  other_region: { status: 403, text: { zh: '该事项由另一地区决定', en: 'The other region decides on this' }, rule: TERRITORY },
  rule_not_proposed: { status: 409, text: { zh: '没有待确认的这一提议，或已被新的提议取代；请查看现有提议', en: 'This proposal does not stand, or another took its place; look at the one that stands' }, rule: BOTH },
  other_region_confirms: { status: 403, text: { zh: '须由另一地区的另一名政策专员确认', en: 'Another policy officer, of the other region, confirms it' }, rule: BOTH },
  rule_version_taken: { status: 409, text: { zh: '该版本已登记，且内容不同；请查看现有版本后登记下一版', en: 'This version is recorded already and says something else; look at it, then record the next one' }, rule: VERSIONS },
  rule_version_not_next: { status: 409, text: { zh: '版本号应比现有最新版本大一', en: 'The version must be one more than the latest' }, rule: VERSIONS },
  below_floor_of_law: { status: 422, text: { zh: '低于法律、法规规定的下限', en: 'This is less than the law allows' }, rule: LAW },
  above_ceiling_of_law: { status: 422, text: { zh: '高于法律、法规规定的上限', en: 'This is more than the law allows' }, rule: LAW },
  force_weaker_than_law: { status: 422, text: { zh: '法律、法规规定必须执行的，不能改为较弱的效力', en: 'What the law asks for cannot be made to bind less' }, rule: LAW },
  rule_amount_out_of_bounds: { status: 422, text: { zh: '数值应为合理范围内的整数', en: 'The amount must be a whole number within sensible bounds' } },
  rule_effective_in_past: { status: 422, text: { zh: '生效日不得早于今天', en: 'It cannot take effect before today' }, rule: NOT_BACKWARDS },
  rule_ends_before_it_begins: { status: 422, text: { zh: '失效日应晚于生效日', en: 'It must end after it takes effect' } },
  rule_unchanged: { status: 409, text: { zh: '该期间内现行版本已是如此', en: 'The version in force says so already for all of that time' }, rule: VERSIONS },
} as const satisfies Record<RuleSetRefusal, RefusalText>;
