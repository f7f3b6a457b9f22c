import type { Role } from '@hewu/platform/src/actor.js';

/** The accounts of the demonstration world. The names are invented; the mail addresses end in `.example` (RFC 2606). */
export const DEMO_PASSWORD = 'hewu-demo-2026';

export type DemoAccount = { readonly mail: string; readonly name: string; readonly organisation: string; readonly roles: readonly Role[] };

export const demoAccounts: readonly DemoAccount[] = [
  { mail: 'reviewer@hechuan.example', name: '周敏', organisation: 'hechuan', roles: ['region_reviewer', 'registrar', 'policy_officer'] },
  { mail: 'reviewer@wusheng.example', name: '唐静', organisation: 'wusheng', roles: ['region_reviewer', 'registrar', 'policy_officer', 'payer'] },
  { mail: 'auditor@hechuan.example', name: '李正', organisation: 'hechuan', roles: ['auditor'] },
  { mail: 'auditor@wusheng.example', name: '邓洁', organisation: 'wusheng', roles: ['auditor'] },
  { mail: 'administrator@hechuan.example', name: '何平', organisation: 'hechuan', roles: ['platform_administrator'] },
  { mail: 'administrator@wusheng.example', name: '冯毅', organisation: 'wusheng', roles: ['platform_administrator'] },
  { mail: 'researcher@institute.example', name: '王岚', organisation: 'institute', roles: ['researcher'] },
  { mail: 'office@institute.example', name: '陈立', organisation: 'institute', roles: ['transfer_officer', 'instrument_manager'] },
  { mail: 'director@institute.example', name: '赵远', organisation: 'institute', roles: ['decision_maker'] },
  { mail: 'researcher@academy.example', name: '蒋雯', organisation: 'academy', roles: ['researcher'] },
  { mail: 'office@academy.example', name: '苏航', organisation: 'academy', roles: ['transfer_officer', 'instrument_manager', 'decision_maker'] },
  { mail: 'engineer@firm.example', name: '罗强', organisation: 'firm', roles: ['firm_member'] },
  { mail: 'director@firm.example', name: '杨帆', organisation: 'firm', roles: ['firm_member', 'decision_maker'] },
  { mail: 'director@bank.example', name: '冯瑞', organisation: 'bank', roles: ['decision_maker'] },
  { mail: 'director@auctioneer.example', name: '郭槌', organisation: 'auctioneer', roles: ['decision_maker'] },
  { mail: 'manager@agency.example', name: '谢宁', organisation: 'agency', roles: ['technology_manager', 'expert'] },
  { mail: 'expert-one@agency.example', name: '秦岚', organisation: 'agency', roles: ['expert'] },
  { mail: 'expert-two@agency.example', name: '段宏', organisation: 'agency', roles: ['expert'] },
];

/** What the start prints of them; where people sign in at an identity provider, how that is done instead. */
export const accountLines = (issuer: string | null): readonly string[] => issuer !== null ? [`Sign in at ${issuer}: its tokens are taken, and the accounts of the demonstration world are off.`] : [
  `Demonstration accounts, all with the password ${DEMO_PASSWORD} (start with HEWU_DEMO=off on a new data folder to have none):`,
  ...demoAccounts.map(({ mail, roles }) => `  ${mail.padEnd(34)} ${roles.join(', ')}`),
];
