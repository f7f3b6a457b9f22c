import { hash } from 'node:crypto';

/** SHA-256 of a text in UTF-8, hex: what a decision compares instead of keeping the text. */
export const sha256Of = (text: string): string => hash('sha256', text);
