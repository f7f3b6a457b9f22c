import { refuse, type Decider, type Refusal } from '@hewu/kernel/src/decider.js';
import { deliveryEvents, type DeliveryDied, type DeliveryEvent } from './events.js';

/** What died last, and which round was begun last by a replay of this delivery alone. */
export type Delivery = { readonly diedInRound: number; readonly round: number };

export type DeliveryCommand =
  | ({ readonly type: 'BuryDelivery'; readonly system: boolean } & DeliveryDied['data'])
  | {
      readonly type: 'ReplayDelivery';
      readonly deliveryId: string;
      readonly webhookId: string;
      readonly organisationId: string;
      /** As the sender has it: the round it is in, and whether that one is still going on. */
      readonly round: number;
      readonly waiting: boolean;
      readonly webhookPaused: boolean;
      readonly by: { readonly personId: string; readonly administrator: boolean };
    };

/** In order of precedence. */
export type DeliveryRefusal = 'administrator_required' | 'webhook_paused';

const decide = (command: DeliveryCommand, state: Delivery): readonly DeliveryEvent[] | Refusal<DeliveryRefusal> => {
  switch (command.type) {
    case 'BuryDelivery': {
      const { type: _type, system, ...data } = command;
      if (!system) return refuse('administrator_required');
      return state.diedInRound >= data.round ? [] : [{ type: 'DeliveryDied', data }];
    }
    case 'ReplayDelivery': {
      const { deliveryId, webhookId, organisationId, by } = command;
      if (!by.administrator) return refuse('administrator_required');
      // It goes on already: by itself, or because somebody asked a moment ago.
      if (command.waiting || state.round > command.round) return [];
      if (command.webhookPaused) return refuse('webhook_paused');
      return [{ type: 'DeliveryReplayed', data: { deliveryId, webhookId, organisationId, round: command.round + 1, replayedBy: by.personId } }];
    }
  }
};

/** One event on its way to one webhook, as far as it is more than attempts. Stream `delivery-<deliveryId>`. */
export const deliveryDecider: Decider<Delivery, DeliveryCommand, DeliveryEvent, DeliveryRefusal> = {
  events: deliveryEvents,
  stateVersion: 1,
  initialState: { diedInRound: 0, round: 1 },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'DeliveryDied':
        return { ...state, diedInRound: Math.max(state.diedInRound, data.round) };
      case 'DeliveryReplayed':
        return { ...state, round: Math.max(state.round, data.round) };
    }
  },
  decide,
};
