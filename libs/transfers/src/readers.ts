import type { Actor } from '@hewu/platform/src/actor.js';

/** Registrars and auditors read every transfer of both regions; reading is equal, decisions are territorial. */
export const watchesOver = ({ roles }: Actor): boolean => roles.includes('registrar') || roles.includes('auditor');
