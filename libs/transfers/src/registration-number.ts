import { derivedId } from '@hewu/kernel/src/ids.js';

/** The id of the stream that owns a registration number of a region. */
export const registrationNumberIdOf = (region: string, registrationNumber: string): string => derivedId('registrationNumber', region, registrationNumber);
