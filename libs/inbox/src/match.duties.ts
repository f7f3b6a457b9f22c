import type { DutyTable } from './duty.js';

/** What a saved search found, and an invitation to what one booked, wait for nobody: there is a word for each, and no slot. */
export const matchDuties: DutyTable = {
  whats: {
    saved_search_match: { zh: '保存的检索有新成果', en: 'New match of a saved search' },
    booking_invitation: { zh: '仪器预约日历邀请', en: 'Calendar invitation to a booking' },
  },
  slots: [],
};
