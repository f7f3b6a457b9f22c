import { does } from './helpers.js';
export const decide = (): string => does;
