import { specification } from '@hewu/kernel/src/testing.js';
import type { PersonEvent } from './events.js';
import { person, type PersonCommand } from './person.decider.js';

const given = specification(person);
const details = { personId: 'p-1', name: '王敏', mail: 'wang@example.cn', phone: null };
const registered: PersonEvent = { type: 'PersonRegistered', data: details };
const erased: PersonEvent = { type: 'PersonErased', data: { personId: 'p-1', reason: '本人申请' } };
const register: PersonCommand = { type: 'RegisterPerson', data: details };
const correct: PersonCommand = { type: 'CorrectPerson', data: { ...details, phone: '13800000000' } };
const erase: PersonCommand = { type: 'ErasePerson', data: { personId: 'p-1', reason: '本人申请' } };

describe('a person', () => {
  test('is registered once', () => {
    given().when(register).then(registered);
    given().when(register).thenRepeatingIsHarmless();
  });

  test('corrects their details, when there is such a person', () => {
    given(registered).when(correct).then({ type: 'PersonCorrected', data: { ...details, phone: '13800000000' } });
    given().when(correct).thenRefused('person_unknown');
  });

  test('is erased once and for ever', () => {
    given(registered).when(erase).then(erased);
    given(registered).when(erase).thenRepeatingIsHarmless();
    given().when(erase).thenRefused('person_unknown');
    given(registered, erased).when(correct).thenRefused('person_erased');
    given(registered, erased).when(register).thenRefused('person_erased');
  });

  test('leaves nothing personal in the state', () => {
    const state = [registered, { ...registered, type: 'PersonCorrected' } as PersonEvent].reduce(person.evolve, person.initialState);
    expect(JSON.stringify(state)).not.toMatch(/王敏|example/);
  });
});
