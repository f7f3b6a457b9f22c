import type { Upcast } from '@hewu/kernel/src/event.js';

type Data = Readonly<Record<string, unknown>>;

/** Before version 2 a right told its number and its status, and nothing of days and holders. */
const ofRight = (right: Data): Data => ({ ...right, filedOn: null, grantedOn: null, firstUsedOn: null, woodyOrVine: null, holderOrganisationId: null, expiresOn: null });

const ofContent = (content: unknown): Data => {
  const { ip, ...rest } = content as Data & { readonly ip: readonly Data[] };
  return { ...rest, ip: ip.map(ofRight) };
};

/** Before version 2 an offer told how, for what price, and what comes first. */
const ofOffer = (offer: unknown): Data => ({ ...(offer as Data), economics: null, evidence: [], availability: null });

/** To version 2 of what carries an achievement's content. */
export const richerContent: Upcast = (data) => ({ ...data, content: ofContent(data['content']) });

/** To version 2 of what carries an offer. */
export const richerOffer: Upcast = (data) => ({ ...data, offer: ofOffer(data['offer']) });

/** To version 2 of a draft: nobody but the owner could list before. */
export const richerDraft: Upcast = (data) => ({ ...richerOffer(data), agentOrganisationId: null, mandateId: null });

/** To version 2 of a submission, which carries both. */
export const richerSubmission: Upcast = (data) => ({ ...richerOffer(data), achievement: ofContent(data['achievement']) });

/** To version 3 of a submission: which files it had was told by the order of events alone. */
export const withoutFiles: Upcast = (data) => ({ ...data, files: null });
