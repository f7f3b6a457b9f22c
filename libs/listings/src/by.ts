/** Who asks: a person, for their organisation, in its region. */
export type By = { readonly personId: string; readonly organisationId: string; readonly region: string };
