import fc from 'fast-check';
import { isRefusal } from '@hewu/kernel/src/decider.js';
import type { By } from './by.js';
import { interests } from './interest.decider.js';
import { ndas, type NdaCommand } from './nda.decider.js';
import { ndasProjection, type NdaDocument } from './ndas.projection.js';
import { acceptedInterest, boss, director, expressed, firm, hashOf, houseRule, LEGAL, office, stranger } from './samples.js';

/*
 * Random commands of both sides against a small reference: which text waits, who signed it, which one holds. A failure prints its
 * seed; give it to `fc.assert(…, { seed, path })` to see it again.
 */

const PEOPLE: readonly By[] = [office, director, firm, boss, stranger, { ...boss, personId: director.personId }];
const TEXTS = ['a', 'b'] as const;
const interest = [expressed, acceptedInterest].reduce(interests.evolve, interests.initialState);
const LAST_DAY = '2029-03-01';

type Side = 'discloser' | 'recipient';
type Model = { waits: { text: string; by: Side; signers: Partial<Record<Side, string>> } | null; holds: { text: string; signers: Partial<Record<Side, string>> } | null; over: boolean } | null;

const sideOf = ({ organisationId }: By): Side | null => (organisationId === 'o-institute' ? 'discloser' : organisationId === 'o-firm' ? 'recipient' : null);

/** What the README says of each step; null: refused. The same model again: nothing happens. */
const next = (model: Model, name: string, by: By, text: string): Model | 'refused' => {
  const side = sideOf(by);
  if (name === 'inTime') return model?.holds && !model.over ? { ...model, over: true } : model;
  if (!side) return 'refused';
  if (name === 'propose') {
    if (model?.over) return 'refused';
    return model?.waits?.text === text && model.waits.by === side ? model : { waits: { text, by: side, signers: {} }, holds: model?.holds ?? null, over: false };
  }
  if (!model) return 'refused';
  if (model.over) return 'refused';
  if (name === 'end') return { ...model, over: true };
  if (!model.waits) return model.holds?.text === text && model.holds.signers[side] === by.personId ? model : 'refused';
  if (model.waits.text !== text) return 'refused';
  if (model.waits.signers[side] === by.personId) return model;
  const other = model.waits.signers[side === 'discloser' ? 'recipient' : 'discloser'];
  if (model.waits.signers[side] || other === by.personId) return 'refused';
  const signers = { ...model.waits.signers, [side]: by.personId };
  return other ? { ...model, waits: null, holds: { text, signers } } : { ...model, waits: { ...model.waits, signers } };
};

const commandOf = (name: string, by: By, text: string, turn: number): NdaCommand => {
  switch (name) {
    case 'propose':
      return { type: 'ProposeNda', ndaId: 'n-1', round: 1, by, interest, file: { fileId: `f-${text}-${by.organisationId}`, sha256: hashOf(text) }, textSha256: hashOf(text), untilOn: LAST_DAY, today: '2026-03-02', latestOn: '2036-03-02', rule: houseRule('nda_years', 10, 'years') };
    case 'sign':
      return { type: 'SignNda', by, textSha256: hashOf(text), signsUnder: { kind: 'decision_maker' }, today: '2026-03-02', legalBasis: LEGAL };
    case 'end':
      return { type: 'EndNda', by, reason: String(turn) };
    default:
      return { type: 'EndNdaInTime', untilOn: LAST_DAY, endedBy: 'system:ndas' };
  }
};

const steps = fc.array(fc.record({ name: fc.constantFrom('propose', 'propose', 'sign', 'sign', 'sign', 'sign', 'inTime', 'end'), by: fc.constantFrom(...PEOPLE), text: fc.constantFrom(...TEXTS) }), { maxLength: 40 });

test('whoever proposes and signs in whatever order: it holds exactly when two persons, one of each side, signed one text', () =>
  fc.assert(
    fc.property(steps, (asked) => {
      let state = ndas.initialState;
      let model: Model = null;
      let document: NdaDocument | null = null;
      for (const [turn, { name, by, text }] of asked.entries()) {
        const command = commandOf(name, by, text, turn);
        const decision = ndas.decide(command, state);
        const expected: Model | 'refused' = next(model, name, by, text);
        expect([turn, name, isRefusal(decision)]).toEqual([turn, name, expected === 'refused']);
        if (isRefusal(decision) || expected === 'refused') continue;
        state = decision.reduce(ndas.evolve, state);
        model = expected;
        for (const event of decision) document = ndasProjection.evolve(document, { ...event, metadata: { occurredAt: '2026-03-02T01:00:00.000Z' } } as never);
        expect(ndas.decide(command, state)).toEqual([]);
        expect([state?.inForce?.textSha256 ?? null, (state?.ended ?? null) !== null]).toEqual([model?.holds ? hashOf(model.holds.text) : null, model?.over ?? false]);
        expect(document?.status ?? null).toBe(model && (model.over ? 'ended' : model.holds ? 'in_force' : 'proposed'));
        // What holds was signed by two.
        if (model?.holds) expect(new Set(Object.values(model.holds.signers)).size).toBe(2);
      }
    }),
    { numRuns: 1_000, verbose: 1 },
  ));
