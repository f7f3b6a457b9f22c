import { derivedId } from '@hewu/kernel/src/ids.js';

/** The id of the notice of one agreed price: one a round, so that nobody has to look for it and none is opened twice. */
export const noticeIdOf = (transferId: string, round: number): string => derivedId(transferId, 'price-notice', String(round));
