/** Who asks: a person, for their organisation. */
export type By = { readonly personId: string; readonly organisationId: string; readonly region: string };
