import type { PersonDocument } from '@hewu/organisations/src/people.projection.js';

/** Whether a text tells whom it is about, also with other spaces or letters of another size: what is written into an event stays for ever. */
export const namesThem = (known: Pick<PersonDocument, 'name' | 'mail' | 'phone'> | null, text: string): boolean => {
  const plain = (one: string): string => one.normalize('NFKC').replace(/\s/g, '').toLowerCase();
  return [known?.name, known?.mail, known?.phone].some((one) => one && plain(one).length > 1 && plain(text).includes(plain(one)));
};
