import { one } from '@hewu/search/src/entry.js';
import type { Findable } from '@hewu/search/src/findable.js';
import { instrumentsProjection, type InstrumentDocument } from './instruments.projection.js';
import type { Tariff } from './tariff.js';

/** What instruments are narrowed by, and counted by. */
export const INSTRUMENT_FACETS = ['region', 'field', 'openModes', 'ownerKind', 'price', 'inSharingScope', 'selfOperation'] as const;
export type InstrumentFacet = (typeof INSTRUMENT_FACETS)[number];

/** Bands of the price of an hour, in yuan; the house's own. */
export const PRICE_BANDS = ['free', 'below_100', 'from_100', 'from_300', 'from_1000'] as const;
export type PriceBand = (typeof PRICE_BANDS)[number];

const YUAN = 100;
export const priceBandOf = ({ pricePerHourFen: fen }: Tariff): PriceBand =>
  fen === 0 ? 'free' : fen < 100 * YUAN ? 'below_100' : fen < 300 * YUAN ? 'from_100' : fen < 1_000 * YUAN ? 'from_300' : 'from_1000';

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');

/** Instruments in service; everybody finds them. */
export const findableInstruments: Findable<InstrumentDocument> = {
  kind: 'instrument',
  projection: instrumentsProjection,
  facets: INSTRUMENT_FACETS,
  entryOf: ({ _id: id, retired, region, field, openModes, ownerKind, inSharingScope, tariff, titleTerms, terms, registeredAt }) =>
    retired
      ? null
      : {
          id, audience: 'public', titleTerms, terms, sorts: { newest: Date.parse(registeredAt), cheapest: tariff && tariff.pricePerHourFen },
          facets: {
            region: one(region), field: one(field), openModes: { counted: openModes }, ownerKind: one(ownerKind), price: one(tariff && priceBandOf(tariff)), inSharingScope: one(yesNo(inSharingScope)), selfOperation: one(yesNo(openModes.includes('self_operation'))),
          },
        },
  newSince: () => null,
  shownTo: (_actor, { _id, name, region, ownerOrganisationId, model, maker, place, functions, indicators }) => ({
    title: name.zh, titleEn: name.en, region, organisationId: ownerOrganisationId, href: `/api/v1/instruments/${_id}`,
    texts: [
      { field: 'title' as const, text: name.zh }, { field: 'title_en' as const, text: name.en }, { field: 'model' as const, text: `${maker} ${model}` },
      ...([['place', place], ['functions', functions], ['indicators', indicators]] as const).flatMap(([field, { zh, en }]) => [{ field, text: zh }, { field, text: en }]),
    ].filter(({ text }) => text !== ''),
  }),
};
