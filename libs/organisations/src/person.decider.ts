import { refuse, type Decider } from '@hewu/kernel/src/decider.js';
import { personEvents, type PersonEvent } from './events.js';

/** Only whether there is such a person: what they are called never stands in a state. */
export type Person = { readonly status: 'unknown' | 'registered' | 'erased' };

type Details = { readonly personId: string; readonly name: string; readonly mail: string | null; readonly phone: string | null };

export type PersonCommand =
  | { type: 'RegisterPerson'; data: Details }
  | { type: 'CorrectPerson'; data: Details }
  | { type: 'ErasePerson'; data: { personId: string; reason: string } };

/** In order of precedence. */
export type PersonRefusal = 'person_erased' | 'person_unknown';

const evolve = (_person: Person, event: PersonEvent): Person => {
  switch (event.type) {
    case 'PersonRegistered':
    case 'PersonCorrected':
      return { status: 'registered' };
    case 'PersonErased':
      return { status: 'erased' };
  }
};

/** An erased person stays erased: their key is gone, and nothing can be written under it again. */
export const person: Decider<Person, PersonCommand, PersonEvent, PersonRefusal> = {
  events: personEvents,
  stateVersion: 1,
  initialState: { status: 'unknown' },
  evolve,
  decide: (command, { status }) => {
    switch (command.type) {
      case 'RegisterPerson':
        if (status === 'erased') return refuse('person_erased');
        return status === 'registered' ? [] : [{ type: 'PersonRegistered', data: command.data }];
      case 'CorrectPerson':
        if (status === 'erased') return refuse('person_erased');
        return status === 'unknown' ? refuse('person_unknown') : [{ type: 'PersonCorrected', data: command.data }];
      case 'ErasePerson':
        if (status === 'unknown') return refuse('person_unknown');
        return status === 'erased' ? [] : [{ type: 'PersonErased', data: command.data }];
    }
  },
};
