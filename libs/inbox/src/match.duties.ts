import type { DutyTable } from './duty.js';

/** What a saved search found waits for nobody: there is a word for it, and no slot. */
export const matchDuties: DutyTable = { whats: { saved_search_match: { zh: '保存的检索有新成果', en: 'New match of a saved search' } }, slots: [] };
