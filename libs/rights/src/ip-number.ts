import { applicationNumber } from '@hewu/identifiers/src/patent-number.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import type { IpKind, IpRight } from '@hewu/listings/src/events.js';

/** A right that an office numbers: whoever lists the number means the same right. */
export type IpNumber = { readonly ipNumberId: string; readonly kind: IpKind; readonly number: string };

/**
 * Kinds whose number one office of the country gives, so that equal numbers are one right. What a unit calls its know-how, and the
 * numbers of offices that are not known here, may be equal by chance.
 */
const OF_ONE_OFFICE: readonly IpKind[] = ['patent', 'software_copyright', 'ic_layout', 'plant_variety', 'biological_medicine'];

/** However it is written: without spaces, in capitals; an application and the patent granted on it are one. */
const normalised = (kind: IpKind, number: string): string => {
  const plain = number.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
  return kind === 'patent' ? applicationNumber(plain) : plain;
};

/** The id of the stream that owns what is held of a number. */
export const ipNumberIdOf = (kind: IpKind, number: string): string => derivedId('ipNumber', kind, normalised(kind, number));

/**
 * The numbers that an achievement lists and that still mean a right, each once, in one order for everybody: who takes several takes
 * them in this order, so of two who want the same ones, one gets them all.
 */
export const ipNumbersOf = (rights: readonly Pick<IpRight, 'kind' | 'number' | 'status'>[]): readonly IpNumber[] => {
  const numbers = rights.flatMap(({ kind, number, status }) => (number === null || status === 'lapsed' || !OF_ONE_OFFICE.includes(kind) ? [] : [{ ipNumberId: ipNumberIdOf(kind, number), kind, number }]));
  const byId = new Map(numbers.map((one) => [one.ipNumberId, one]));
  return [...byId.values()].sort((one, other) => (one.ipNumberId < other.ipNumberId ? -1 : 1));
};
