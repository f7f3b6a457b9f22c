import { plusDays, plusMonths, type Day } from '@hewu/calendar/src/days.js';
import { refuse, type Refusal } from '@hewu/kernel/src/decider.js';
import type { AppliedRule } from '@hewu/rules/src/events.js';
import type { Achievement } from './achievement.decider.js';
import type { AchievementEvent, RequestRefusalGround } from './events.js';
import type { By } from './by.js';

export type DormancyCommand =
  /** By the system: whenever completion, or the rule, may have changed. `rule` is null where the region has none. */
  | { readonly type: 'CountDormancy'; readonly rule: AppliedRule | null }
  /** By the system, when the counted day is over. */
  | { readonly type: 'ReachDormancy'; readonly reachesOn: string; readonly today: Day }
  /** By the system, when a right in it was granted. */
  | { readonly type: 'MarkImplemented'; readonly transferId: string; readonly contractId: string }
  | { readonly type: 'RequestTransformation'; readonly requestId: string; readonly by: By; readonly plan: string; readonly today: Day; readonly rule: AppliedRule }
  | { readonly type: 'AnswerRequest'; readonly requestId: string; readonly by: By; readonly agreed: boolean; readonly ground: RequestRefusalGround | null; readonly reason: string };

/** In order of precedence, behind `not_found`. */
export type DormancyRefusal = 'not_completer' | 'request_id_taken' | 'not_dormant' | 'request_open' | 'own_request' | 'request_answered' | 'refusal_without_ground';

type Decision = readonly AchievementEvent[] | Refusal<DormancyRefusal | 'not_found'>;

/** What lies dormant, and what its completers ask (Chongqing regulation art. 27). Nothing is ever granted by silence. */
export const decideDormancy = (command: DormancyCommand, state: Achievement): Decision => {
  switch (command.type) {
    case 'CountDormancy':
      return count(command.rule, state);
    case 'ReachDormancy': {
      const { counted, content, achievementId } = state;
      if (state.dormant || state.implemented || counted?.reachesOn !== command.reachesOn || command.today <= command.reachesOn) return [];
      return [{ type: 'DormancyReached', data: { achievementId, completedOn: content.completedOn!, reachesOn: counted.reachesOn, rule: counted.rule! } }];
    }
    case 'MarkImplemented': {
      const { transferId, contractId } = command;
      return state.implemented ? [] : [{ type: 'AchievementImplemented', data: { achievementId: state.achievementId, transferId, contractId } }];
    }
    case 'RequestTransformation':
      return request(command, state);
    case 'AnswerRequest':
      return answer(command, state);
  }
};

/**
 * Counted anew only when another day comes out, so that the same question again records nothing. What was counted by a rule goes by
 * that rule as long as the completion stands: a later version touches nothing that was decided before.
 */
const count = (rule: AppliedRule | null, { achievementId, content: { completedOn }, counted, implemented }: Achievement): Decision => {
  if (implemented) return [];
  if (counted?.rule && completedOn !== null && plusMonths(completedOn, counted.rule.amount * 12) === counted.reachesOn) return [];
  const reachesOn = completedOn === null || rule === null ? null : plusMonths(completedOn, rule.amount * 12);
  if ((counted?.reachesOn ?? null) === reachesOn) return [];
  return [{ type: 'DormancyCounted', data: { achievementId, completedOn, reachesOn, rule: reachesOn === null ? null : rule } }];
};

const request = ({ requestId, by, plan, today, rule }: Extract<DormancyCommand, { type: 'RequestTransformation' }>, state: Achievement): Decision => {
  const { achievementId, content, dormant, requests } = state;
  const completes = content.completers.some(({ personId }) => personId === by.personId);
  // To whoever neither completed it nor belongs to its unit it is not there.
  if (!completes) return refuse(state.organisationId === by.organisationId ? 'not_completer' : 'not_found');
  const known = requests.find((one) => one.requestId === requestId);
  if (known) return known.requestedBy === by.personId && known.plan === plan ? [] : refuse('request_id_taken');
  if (!dormant) return refuse('not_dormant', { reachesOn: state.counted?.reachesOn ?? null });
  if (requests.some(({ answer: given }) => given === null)) return refuse('request_open');
  return [{ type: 'TransformationRequested', data: { achievementId, requestId, requestedBy: by.personId, plan, answerBy: plusDays(today, rule.amount), rule } }];
};

const answer = ({ requestId, by, agreed, ground, reason }: Extract<DormancyCommand, { type: 'AnswerRequest' }>, state: Achievement): Decision => {
  const asked = state.requests.find((one) => one.requestId === requestId);
  if (!asked || state.organisationId !== by.organisationId) return refuse('not_found');
  if (asked.answer) return asked.answer.agreed === agreed && asked.answer.ground === ground && asked.answer.reason === reason ? [] : refuse('request_answered');
  if (asked.requestedBy === by.personId) return refuse('own_request');
  if (!agreed && ground === null) return refuse('refusal_without_ground');
  return [{ type: 'TransformationAnswered', data: { achievementId: state.achievementId, requestId, agreed, ground: agreed ? null : ground, reason, answeredBy: by.personId } }];
};
