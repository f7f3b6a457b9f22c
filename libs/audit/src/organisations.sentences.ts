import type { ExpertEntryEvent } from '@hewu/experts/src/events.js';
import type { OrganisationEvent, PersonEvent } from '@hewu/organisations/src/events.js';
import type { Bilingual } from '@hewu/platform/src/context-parts.js';
import type { SavedSearchEvent } from '@hewu/search/src/events.js';
import { says, type Sentences } from './sentence.js';
import { ROLE, wordOf } from './sentence-words.js';

/* Who takes part, for whom they act, and how they are found. */

type Told = OrganisationEvent | PersonEvent | SavedSearchEvent | ExpertEntryEvent;

const rolesOf = (roles: readonly string[]): Bilingual => ({ zh: roles.map((role) => wordOf(ROLE, role).zh).join('、') || '无', en: roles.map((role) => wordOf(ROLE, role).en).join(', ') || 'none' });

const OFFER_ENDED = {
  declined: { zh: '本人谢绝加入单位', en: 'The person declined a membership' },
  withdrawn: { zh: '单位撤回加入邀请', en: 'An offer of a membership was taken back' },
  lapsed: { zh: '加入邀请逾期未答复，失效', en: 'An offer of a membership lapsed unanswered' },
} as const;

export const organisationsSentences: Sentences<Told> = {
  ChecksumOverridden: ({ uscc, evidence }) => ({ zh: `凭证据放行统一社会信用代码 ${uscc}：${evidence}`, en: `Credit code ${uscc} was let pass on evidence: ${evidence}` }),
  OrganisationRegistered: ({ name }) => ({ zh: `单位“${name}”登记入驻`, en: `The organisation "${name}" was registered` }),
  OrganisationCorrected: ({ name }) => ({ zh: `单位信息更正为“${name}”`, en: `The organisation's entry was corrected to "${name}"` }),
  OrganisationVerified: ({ evidence }) => ({ zh: `所在地区核验通过：${evidence}`, en: `The region verified the organisation: ${evidence}` }),
  OrganisationReturned: ({ reason }) => ({ zh: `所在地区退回更正：${reason}`, en: `The region returned the entry: ${reason}` }),
  OrganisationSuspended: ({ reason }) => ({ zh: `单位被暂停：${reason}`, en: `The organisation was suspended: ${reason}` }),
  MembershipOffered: ({ organisationName, roles }) => ({ zh: `“${organisationName}”邀请加入，角色：${rolesOf(roles).zh}`, en: `"${organisationName}" offered a membership, with the roles: ${rolesOf(roles).en}` }),
  MembershipOfferEnded: ({ ground }) => OFFER_ENDED[ground],
  RolesGranted: ({ roles }) => ({ zh: `授予角色：${rolesOf(roles).zh}`, en: `Roles were set: ${rolesOf(roles).en}` }),
  MemberRemoved: says('成员离开单位', 'A member left the organisation'),
  PersonRegistered: says('个人账户开通', 'A person was registered'),
  PersonCorrected: says('个人信息更正', 'A person’s details were corrected'),
  PersonErased: ({ reason }) => ({ zh: `个人信息已删除：${reason}`, en: `A person’s data were erased: ${reason}` }),
  ExpertEntryPublished: says('同意公开专家信息', 'A person let the public find them'),
  ExpertEntryWithdrawn: says('撤回公开的专家信息', 'A person took their public entry back'),
  SearchSaved: says('保存了一个检索', 'A search was saved'),
  SearchChanged: says('更改了保存的检索', 'A saved search was changed'),
  SearchDeleted: says('删除了保存的检索', 'A saved search was deleted'),
};
