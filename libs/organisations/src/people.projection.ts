import type { Recorded } from '@hewu/kernel/src/event.js';
import type { Projection } from '@hewu/kernel/src/projection.js';
import { personEvents, type PersonEvent } from './events.js';

/** A person; of an erased one nothing but the id is left, also when the log is read again from the beginning. */
export type PersonDocument = {
  readonly _id: string;
  readonly name: string | null;
  readonly mail: string | null;
  readonly phone: string | null;
  readonly erased: boolean;
};

const evolve = (_document: PersonDocument | null, event: Recorded<PersonEvent>): PersonDocument => {
  switch (event.type) {
    case 'PersonRegistered':
    case 'PersonCorrected': {
      const { personId, name, mail, phone } = event.data;
      return { _id: personId, name, mail, phone, erased: false };
    }
    case 'PersonErased':
      return { _id: event.data.personId, name: null, mail: null, phone: null, erased: true };
  }
};

export const peopleProjection: Projection<PersonDocument, PersonEvent> = {
  name: 'people',
  version: 1,
  families: [personEvents],
  indexes: [],
  key: (event) => event.data.personId,
  evolve,
};
