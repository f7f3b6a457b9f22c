/** Injection tokens of this context's own ports. */
export const CREDENTIALS = Symbol('Credentials');
/** The deployment's key over mail addresses and over fingerprints of what holds personal data. */
export const ACCOUNTS_KEY = Symbol('AccountsKey');
/** What turns a bearer token into a person's id. */
export const TOKEN_READER = Symbol('TokenReader');
