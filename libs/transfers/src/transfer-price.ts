import { refuse } from '@hewu/kernel/src/decider.js';
import type { RelatedGround, Side } from './events.js';
import { faultOfTerms } from './offer-check.js';
import { diffOf } from './offer-diff.js';
import type { Of } from './transfer-command.js';
import { aboutOf, closed, declaredOf, irrevocable, isTalking, notTalking, type Transfer, type TransferDecision } from './transfer-state.js';

/** A price of one side, with what goes with it. The same said again is no new offer. */
export const offer = (side: Side, { by, said, respondBy }: Of<'MakeOffer'>, state: Transfer): TransferDecision => {
  if (!isTalking(state)) return notTalking(state);
  if (state.agreed?.source) return irrevocable(state.agreed);
  const fault = closed(state) ?? faultOfTerms(state.mode, said);
  if (fault) return fault;
  const { offer: latest } = state;
  if (latest?.side === side && diffOf(latest.said, said).length === 0 && state.agreed?.offerVersion !== latest.version) return [];
  const { amountFen, terms, relatedParty, ...conditions } = said;
  return [{ type: 'OfferMade', data: { ...aboutOf(state), version: (latest?.version ?? 0) + 1, side, amountFen, terms, relatedParty, offeredBy: by.personId, conditions, respondBy } }];
};

/** An offer is accepted by the other side, as it was made: the latest one, and no other. */
export const accept = (side: Side, { by, version, relatedParty, relatedGrounds: found, noticeRule, seller, valuationId, named }: Of<'AcceptOffer'>, state: Transfer): TransferDecision => {
  if (!isTalking(state)) return notTalking(state);
  if (state.agreed?.source) return irrevocable(state.agreed);
  const shut = closed(state);
  if (shut) return shut;
  const { offer: latest, agreed, mode } = state;
  if (!latest || version > latest.version) return refuse('offer_unknown', { latest: latest?.version ?? 0 });
  if (version < latest.version) return refuse('offer_superseded', { latest: latest.version });
  if (latest.side === side) return refuse('own_offer', { version });
  // Who acts for both sides at once agrees with themselves (Civil Code art. 168).
  if (latest.offeredBy === by.personId) return refuse('agrees_with_oneself', { version });
  if (agreed?.offerVersion === version) return [];
  const relatedGrounds = groundsOf(state, side, relatedParty, found);
  return [
    {
      type: 'PriceAgreed',
      data: {
        ...aboutOf(state), round: state.round + 1, offerVersion: version, amountFen: latest.said.amountFen, mode, route: 'agreement', source: null, valuationId,
        relatedParty: relatedGrounds.length > 0, relatedGrounds, noticeRule, seller, acceptedBy: by.personId, acceptedBySide: side, named,
      },
    },
  ];
};

/**
 * 挂牌交易: the price was on the market for everybody, and the buyer takes it as it stands. Art. 18 names this beside 协议定价 and
 * asks for a notice only of the latter; so once a side has named another price, here or in other talks of the two about this listing,
 * what follows is an agreement with its notice.
 */
export const takeListed = (side: Side, { by, amountFen, relatedParty, relatedGrounds: found, bargainedIn, listed, seller, named }: Of<'TakeListedPrice'>, state: Transfer): TransferDecision => {
  if (side !== 'buyer') return refuse('buyer_only', { buyerOrganisationId: state.buyerOrganisationId });
  if (!isTalking(state)) return notTalking(state);
  const { agreed, offer: latest, mode } = state;
  if (agreed?.source) return irrevocable(agreed);
  const shut = closed(state);
  if (shut) return shut;
  if (latest) return refuse('counter_offer_made', { version: latest.version, side: latest.side });
  if (agreed?.route === 'listed_price') return agreed.amountFen === amountFen ? [] : refuse('listed_price_differs', { askedFen: agreed.amountFen });
  if (bargainedIn !== null) return refuse('counter_offer_made', { transferId: bargainedIn });
  if (listed?.mode !== mode) return refuse('price_not_listed', { mode });
  if (listed.amountFen !== amountFen) return refuse('listed_price_differs', { askedFen: listed.amountFen });
  const relatedGrounds = groundsOf(state, side, relatedParty, found);
  return [
    {
      type: 'PriceAgreed',
      data: {
        ...aboutOf(state), round: state.round + 1, offerVersion: null, amountFen, mode, route: 'listed_price', source: null, valuationId: null,
        relatedParty: relatedGrounds.length > 0, relatedGrounds, noticeRule: null, seller, acceptedBy: by.personId, acceptedBySide: side, named,
      },
    },
  ];
};

/** A side that said once that the buyer is related has said so for the whole transfer: a later word does not take it back. */
const groundsOf = ({ declared }: Transfer, agreeing: Side, saysRelated: boolean, found: readonly RelatedGround[]): readonly RelatedGround[] => [
  ...new Set([...declaredOf({ declared: { ...declared, [agreeing]: declared[agreeing] || saysRelated } }), ...found]),
];
