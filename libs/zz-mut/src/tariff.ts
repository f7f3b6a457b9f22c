/** 自主上机: the user operates it. 代操作: staff operate it while the user is there. 送样: samples are sent in and staff operate it. */
export const OPEN_MODES = ['self_operation', 'staff_operated', 'sample_drop'] as const;
export type OpenMode = (typeof OPEN_MODES)[number];

/** What an hour costs. Frozen into a booking when it is made. */
export type Tariff = {
  /** 1 for the first tariff of an instrument, then one more each time. */
  readonly version: number;
  readonly pricePerHourFen: number;
  /** Time is billed in begun units of so many minutes. */
  readonly unitMinutes: number;
};
