import type { RefusalText } from '@hewu/platform/src/context-parts.js';
import type { OrganisationRefusal } from './organisation.decider.js';
import type { PersonRefusal } from './person.decider.js';

/** Refusals of accounts, beside those of the two streams. */
export type AccountRefusal = 'local_accounts_off' | 'mail_taken' | 'mail_of_account' | 'password_wrong';

const AUTHORITIES = { zh: '合武平台规则：地区职责只由行政主管部门行使', en: 'House rule: what decides for a region is done in its authorities' };
const TERRITORIAL = { zh: '合武平台规则：两地查阅同权，审核按属地', en: 'Hewu rule: reading is equal in both regions, decisions are territorial' };
const USCC = { zh: 'GB 32100-2015《法人和其他组织统一社会信用代码编码规则》', en: 'GB 32100-2015, unified social credit codes' };
const SEPARATION = { zh: 'GB/T 22239-2019 三权分立：审计员只读', en: 'GB/T 22239-2019, separated administrators: an auditor only reads' };

/** How every refusal of this context is told. */
export const organisationsRefusals = {
  system_only: { status: 403, text: { zh: '只有运维人员在初始化时可以这样做', en: 'Only the operator may do this, while setting up' } },
  organisation_unknown: { status: 404, text: { zh: '没有这个单位', en: 'There is no such organisation' } },
  person_unknown: { status: 422, text: { zh: '没有这个人员，请先注册账号', en: 'There is no such person; they need an account first' } },
  person_erased: { status: 409, text: { zh: '该人员信息已被删除，不能恢复', en: 'This person was erased, which cannot be undone' }, rule: { zh: '个人信息保护法 第四十七条', en: 'Personal Information Protection Law art. 47' } },
  administrator_required: { status: 403, text: { zh: '只有该单位的单位管理员可以这样做', en: 'Only an administrator of the organisation may do this' } },
  reviewer_required: { status: 403, text: { zh: '只有地区审核员可以核验单位', en: 'Only a region reviewer may decide on an organisation' }, rule: TERRITORIAL },
  other_region: { status: 403, text: { zh: '该事项由另一地区决定', en: 'The other region decides on this' }, rule: TERRITORIAL },
  own_organisation: { status: 403, text: { zh: '不能审核自己所在的单位', en: 'Nobody decides on an organisation of their own' }, rule: { zh: '合武平台规则：申请人不得审批本人事项', en: 'House rule: nobody approves their own application' } },
  uscc_registered: { status: 409, text: { zh: '该统一社会信用代码已被注册，请联系该单位的管理员加入', en: 'This credit code is registered already; ask that organisation’s administrator to add you' }, rule: USCC },
  uscc_checksum: { status: 422, text: { zh: '统一社会信用代码的校验码不符；确系登记机关所发的，可由平台管理员凭证明材料放行', en: 'The check character of the credit code does not fit; a platform administrator can let it pass with evidence' }, rule: USCC },
  kind_fixed: { status: 409, text: { zh: '单位类型核验后不能更改', en: 'The kind of an organisation stays once it was verified' } },
  correction_awaited: { status: 409, text: { zh: '该单位信息已退回，等待更正', en: 'The entry was sent back and waits to be corrected' } },
  already_verified: { status: 409, text: { zh: '该单位已通过核验', en: 'The organisation is verified already' } },
  role_of_authorities_only: { status: 422, text: { zh: '这些角色只能在行政主管部门中担任', en: 'These roles can be held in government authorities only' }, rule: AUTHORITIES },
  authority_not_verified: { status: 409, text: { zh: '主管部门尚未核验，不能授予地区职责', en: 'The authority is not verified, so it has no region roles to give' }, rule: AUTHORITIES },
  auditor_holds_nothing_else: { status: 422, text: { zh: '审计员不得兼任其他角色', en: 'An auditor holds no other role' }, rule: SEPARATION },
  platform_administrator_required: { status: 403, text: { zh: '只有平台管理员可以这样做', en: 'Only a platform administrator may do this' } },
  last_administrator: { status: 409, text: { zh: '单位至少要有一名管理员，请先指定另一名', en: 'An organisation keeps at least one administrator; appoint another one first' } },
  membership_not_offered: { status: 409, text: { zh: '该单位没有待您答复的加入邀请：已答复、已撤回或已过期；可请单位管理员重新邀请', en: 'No offer of a membership waits for you here: it was answered, taken back or has lapsed; an administrator there can make it anew' } },
  local_accounts_off: { status: 403, text: { zh: '本平台使用统一身份认证登录，不设本地账号', en: 'This platform signs in through an identity provider; there are no local accounts' } },
  mail_taken: { status: 409, text: { zh: '该邮箱已注册', en: 'There is an account for this mail address already' } },
  mail_of_account: { status: 422, text: { zh: '登录邮箱不能在此更改', en: 'The address of a local account cannot be changed here' } },
  password_wrong: { status: 422, text: { zh: '当前密码不正确', en: 'The current password is wrong' } },
} as const satisfies Record<OrganisationRefusal | PersonRefusal | AccountRefusal, RefusalText>;
