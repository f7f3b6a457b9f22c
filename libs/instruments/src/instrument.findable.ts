import { one } from '@hewu/search/src/entry.js';
import type { Findable } from '@hewu/search/src/findable.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';

/** Instruments in service; everybody finds them. */
export const findableInstruments: Findable<InstrumentDocument> = {
  kind: 'instrument',
  projection: instrumentsProjection,
  facets: ['region', 'field', 'openModes'],
  entryOf: ({ _id: id, retired, region, field, openModes, titleTerms, terms, registeredAt }) =>
    retired ? null : { id, audience: 'public', titleTerms, terms, facets: { region: one(region), field: one(field), openModes: { counted: openModes } }, sorts: { newest: Date.parse(registeredAt) } },
  newSince: () => null,
  shownTo: (_actor, { _id, name, region, ownerOrganisationId, model, maker, place, functions, indicators }) => ({
    title: name.zh, titleEn: name.en, region, organisationId: ownerOrganisationId, href: `/api/v1/instruments/${_id}`,
    texts: [
      { field: 'title' as const, text: name.zh }, { field: 'title_en' as const, text: name.en }, { field: 'model' as const, text: `${maker} ${model}` },
      ...([['place', place], ['functions', functions], ['indicators', indicators]] as const).flatMap(([field, { zh, en }]) => [{ field, text: zh }, { field, text: en }]),
    ].filter(({ text }) => text !== ''),
  }),
};
