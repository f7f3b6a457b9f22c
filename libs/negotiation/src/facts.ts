import type { CommandContext } from '@hewu/kernel/src/handle.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { By } from './by.js';

/** Who asks, for whom, as a fact for deciders. Routes let nobody through who acts for no organisation. */
export const byOf = ({ actor, onBehalfOf, region }: CommandContext): By => {
  if (onBehalfOf === null || region === null) throw new Error(`${actor} gives a command of the negotiations for no organisation`);
  return { personId: actor, organisationId: onBehalfOf, region };
};

/** One organisation's interest in one listing: one a round, counted from 1; a round begins when the one before is over. */
export const interestIdOf = (listingId: string, organisationId: string, round: number): string => derivedId('interest', listingId, organisationId, String(round));

/** The agreement of two organisations about one achievement: one a round, whichever of them proposes it. */
export const ndaIdOf = (achievementId: string, organisations: readonly [string, string], round: number): string => derivedId('nda', achievementId, ...[...organisations].sort(), String(round));

/** Whether one person may sign for one organisation. */
export const authorityIdOf = (organisationId: string, personId: string): string => derivedId('signing-authority', organisationId, personId);

/** What decisions here rest on, as it is recorded with each event. */
export const LAWS = {
  /** Whatever is learnt while a contract is being made stays secret. */
  secrecy: '民法典 第五百零一条',
  /** The same, and that a later change of a signed text must be detectable. */
  signature: '民法典 第五百零一条；电子签名法 第十三条',
  authority: '民法典 第一百六十五条',
  interest: '合武平台规则：意向由对方在答复期内答复，逾期失效',
  restricted: '合武平台规则：限制公开的成果不离开本单位',
} as const;

/** The same context, with the rule that the decision rests on. */
export const under = (law: string, context: CommandContext): CommandContext => ({ ...context, legalBasis: law });
