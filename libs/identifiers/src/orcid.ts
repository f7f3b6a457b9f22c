import { invalid, tidy, valid, type Checked } from './checked.js';

/** ORCID iD of a researcher: 16 characters in four groups, the last a check by ISO 7064 MOD 11-2 (support.orcid.org, "Structure of the ORCID Identifier"). */
export type OrcidProblem = 'orcid_format' | 'orcid_checksum';

/** `0000-0002-1825-0097`; its address (`https://orcid.org/…`), as ORCID asks people to write it, is taken too. */
export const checkOrcid = (input: unknown): Checked<OrcidProblem> => {
  const text = tidy(input).replace(/^HTTPS?:\/\/ORCID\.ORG\//, '');
  if (!/^(?:\d{4}-){3}\d{3}[\dX]$/.test(text)) return invalid('orcid_format');
  return orcidCheckDigit(text.replaceAll('-', '').slice(0, 15)) === text.at(-1) ? valid(text) : invalid('orcid_checksum');
};

/** The sixteenth character that belongs to fifteen digits, with X for 10. */
export const orcidCheckDigit = (digits: string): string => {
  const total = [...digits].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  const rest = (12 - total) % 11;
  return rest === 10 ? 'X' : String(rest);
};
