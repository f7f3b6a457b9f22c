import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import { NOTHING_SAID, ROOM_CLOSED_GROUNDS, type RoomClosedGround, type Side, type TransferEvent } from './events.js';
import { nextStepOf } from './next-step.js';
import { buyer, draft, institute, named, opened, respondBy, seller } from './samples.js';
import { transfers, type TransferCommand } from './transfer.decider.js';
import { transfersProjection, type TransferDocument } from './transfers.projection.js';

/*
 * Random commands of both sides and of the system against a small reference. A failure prints its seed; give it to
 * `fc.assert(…, { seed, path })` to see it again.
 */

type Model = {
  offers: Side[];
  agreed: number | null;
  stage: 'negotiating' | 'agreed' | 'contract' | 'left';
  leftBy: Side | null;
  grounds: RoomClosedGround[];
  files: Map<string, Side>;
  waits: { turn: number; side: Side; reminded: boolean; escalated: boolean } | null;
};
type Asked = { readonly name: string; readonly side: Side; readonly n: number };

const limit = { ...respondBy.rule, id: 'room_files', amount: 3, unit: 'count' } as const;
const groundsOf = (n: number): RoomClosedGround[] => ROOM_CLOSED_GROUNDS.filter((_, bit) => (n >> bit) % 2 === 1);
const other = (side: Side): Side => (side === 'seller' ? 'buyer' : 'seller');

const commandOf = ({ name, side, n }: Asked, turn: number, model: Model): TransferCommand => {
  const by = side === 'seller' ? seller : buyer;
  switch (name) {
    case 'offer':
      return { type: 'MakeOffer', by, said: { ...NOTHING_SAID, amountFen: n + 1, terms: String(turn), relatedParty: false }, respondBy };
    case 'accept':
      return { type: 'AcceptOffer', by, version: model.offers.length - (n % 2), relatedParty: false, relatedGrounds: [], noticeRule: null, seller: institute, valuationId: null, named };
    case 'leave':
      return { type: 'LeaveNegotiation', by, reason: 'x' };
    case 'hand':
      return { type: 'HandToContract', by, contractId: `c-${turn}`, textSha256: draft.textSha256, marketsSha256: draft.textSha256, notice: null, suspendedFor: null };
    case 'reopen':
      return { type: 'ReopenNegotiation', contractId: model.stage === 'contract' ? standing : 'c-none' };
    case 'addFile':
      return { type: 'AddRoomFile', by, file: { fileId: `f-${n}`, sha256: 'ab'.repeat(32), bytes: 1, mediaType: 'application/pdf' }, tier: 'room', limit };
    case 'removeFile':
      return { type: 'RemoveRoomFile', by, fileId: `f-${n}`, reason: 'x' };
    case 'settle':
      return { type: 'SettleRoom', grounds: groundsOf(n), respondBy };
    default:
      return { type: 'MarkResponse', mark: name === 'remind' ? 'reminded' : 'escalated', turn: model.waits?.turn ?? 99, at: respondBy.at, now: name === 'remind' ? respondBy.remindAt! : respondBy.at };
  }
};
let standing = '';

/** What the README says of each step; null: refused. */
const next = (model: Model, { name, side, n }: Asked): Model | null => {
  const talking = model.stage === 'negotiating' || model.stage === 'agreed';
  const shut = model.grounds.length > 0;
  switch (name) {
    case 'offer':
      return talking && !shut ? { ...model, offers: [...model.offers, side], waits: { turn: model.offers.length + 1, side: other(side), reminded: false, escalated: false } } : null;
    case 'accept': {
      const version = model.offers.length - (n % 2);
      if (!talking || shut || model.offers.length === 0 || n % 2 === 1 || model.offers.at(-1) === side) return null;
      return model.agreed === version ? model : { ...model, agreed: version, stage: 'agreed', waits: null };
    }
    case 'leave':
      return model.stage === 'left' ? (model.leftBy === side ? model : null) : talking ? { ...model, stage: 'left', leftBy: side, waits: null } : null;
    case 'hand':
      return side === 'seller' && model.stage === 'agreed' && !shut ? { ...model, stage: 'contract', waits: null } : null;
    case 'reopen':
      return model.stage === 'contract' ? { ...model, stage: 'agreed' } : model;
    case 'addFile': {
      if (model.stage === 'left' || shut) return null;
      const id = `f-${n}`;
      return model.files.has(id) ? model : model.files.size < 3 ? { ...model, files: new Map([...model.files, [id, side]]) } : null;
    }
    case 'removeFile':
      // Nothing of what is restricted is there for the buyer.
      return model.files.get(`f-${n}`) === side && !(side === 'buyer' && model.stage !== 'contract' && model.grounds.includes('achievement_restricted')) ? { ...model, files: new Map([...model.files].filter(([id]) => id !== `f-${n}`)) } : null;
    case 'settle': {
      const grounds = groundsOf(n);
      if (model.stage === 'left') return { ...model, grounds: model.grounds.filter((ground) => ground !== 'achievement_restricted' || grounds.includes(ground)) };
      const opensAgain = shut && grounds.length === 0;
      return { ...model, grounds, waits: opensAgain && model.waits ? { ...model.waits, reminded: false, escalated: false } : model.waits };
    }
    default:
      if (!model.waits || shut) return model;
      return { ...model, waits: { ...model.waits, ...(name === 'remind' ? { reminded: true } : { escalated: true }) } };
  }
};

const recorded = (event: TransferEvent, n: number) => ({ ...event, position: String(n), metadata: { occurredAt: '2026-03-02T01:00:00.000Z' } }) as never;
const step = fc.record({
  name: fc.constantFrom('offer', 'offer', 'offer', 'accept', 'accept', 'hand', 'reopen', 'addFile', 'removeFile', 'settle', 'settle', 'remind', 'escalate', 'leave'),
  side: fc.constantFrom<Side>('seller', 'buyer'), n: fc.integer({ min: 0, max: 7 }),
});

test('whatever two sides ask in whatever order, the room is as its reference, and somebody always owns the next step', () =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (asked) => {
      let state = transfers.evolve(transfers.initialState, opened);
      let document: TransferDocument | null = transfersProjection.evolve(null, recorded(opened, 0));
      let model: Model = { offers: [], agreed: null, stage: 'negotiating', leftBy: null, grounds: [], files: new Map(), waits: { turn: 0, side: 'buyer', reminded: false, escalated: false } };
      for (const [turn, one] of asked.entries()) {
        // A settlement that asks for no ground comes as often as all others together.
        const wanted = one.name === 'settle' && one.n > 3 ? { ...one, n: 0 } : one;
        const command = commandOf(wanted, turn, model);
        const decision = transfers.decide(command, state);
        const expected = next(model, wanted);
        expect([turn, wanted.name, isRefusal(decision)]).toEqual([turn, wanted.name, expected === null]);
        if (isRefusal(decision) || !expected) continue;
        if (command.type === 'HandToContract') standing = command.contractId;
        state = decision.reduce(transfers.evolve, state);
        for (const event of decision) document = transfersProjection.evolve(document, recorded(event, turn));
        model = expected;
        expect([state!.stage, state!.offer?.version ?? 0, state!.agreed?.offerVersion ?? null, [...state!.closedBy].sort(), state!.files.map(({ fileId, side }) => [fileId, side])]).toEqual([
          model.stage, model.offers.length, model.agreed, [...model.grounds].sort(), [...model.files],
        ]);
        expect(state!.awaiting && { turn: state!.awaiting.turn, side: state!.awaiting.side, reminded: state!.awaiting.reminded, escalated: state!.awaiting.escalated }).toEqual(model.waits);
        holds(document!, model);
      }
    }),
    { numRuns: 1_000, verbose: 1 },
  ));

/** What is shown agrees with what is so; and what comes next is defined, with an organisation behind each side, and the time of whoever has one. */
const holds = (document: TransferDocument, model: Model): void => {
  expect([document.stage, document.offers.length, [...document.closedBy].sort(), document.files.length, document.awaited?.side ?? null]).toEqual([model.stage, model.offers.length, [...model.grounds].sort(), model.files.size, model.waits?.side ?? null]);
  const { step: what, owner, organisationId, until } = nextStepOf(document);
  expect(what === 'none').toBe(model.stage === 'left');
  expect(owner === null).toBe(what === 'none');
  expect(organisationId).toBe(owner === 'seller' ? document.sellerOrganisationId : owner === 'buyer' ? document.buyerOrganisationId : null);
  const shut = model.grounds.length > 0 && (model.stage === 'negotiating' || model.stage === 'agreed');
  if (what === 'offer' || what === 'accept_offer') expect([owner, until]).toEqual([model.waits?.side, respondBy.at]);
  expect(['end_talks', 'renew_nda', 'renew_interest'].includes(what)).toBe(shut);
  expect(document.readers).toEqual(model.grounds.includes('achievement_restricted') ? ['o-institute'] : ['o-institute', 'o-firm']);
};
