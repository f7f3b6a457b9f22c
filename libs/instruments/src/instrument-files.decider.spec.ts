import { specification } from '@hewu/kernel/src/testing.js';
import { instrument, type InstrumentCommand } from './instrument.decider.js';
import type { InstrumentEvent } from './instrument-events.js';
import { FILES, NOW, registeredOn } from './registry.fixtures.js';

const given = specification(instrument);
const base = registeredOn(null);
const alt = { zh: '正面', en: 'front' };
const file = (fileId: string, mediaType: 'image/png' | 'application/pdf') => ({ fileId, sha256: 'a'.repeat(64), bytes: 10, mediaType });
const asked = { instrumentId: 'sem', organisationId: 'institute', rule: FILES, actorId: 'chen', now: NOW } as const;
const photo = (fileId: string, mediaType: 'image/png' | 'application/pdf' = 'image/png', text = alt): InstrumentCommand => ({ do: 'attach_photo', ...asked, file: file(fileId, mediaType), tier: 'public', alt: text });
const document = (fileId: string): InstrumentCommand => ({ do: 'attach_document', ...asked, file: file(fileId, 'application/pdf'), tier: 'members' });
const hung = (fileId: string, mediaType: 'image/png' | 'application/pdf', tier: 'public' | 'members') => ({ instrumentId: 'sem', ...file(fileId, mediaType), tier, attachedBy: 'chen', rule: FILES, attachedAt: NOW });
const photographed = (fileId: string): InstrumentEvent => ({ type: 'InstrumentPhotoAttached', data: { ...hung(fileId, 'image/png', 'public'), alt } });
const documented = (fileId: string): InstrumentEvent => ({ type: 'InstrumentDocumentAttached', data: hung(fileId, 'application/pdf', 'members') });
const remove = (fileId: string): InstrumentCommand => ({ do: 'remove_file', instrumentId: 'sem', organisationId: 'institute', fileId, reason: 'old', actorId: 'chen', now: NOW });

test('photos are pictures, told in words too; documents may be anything; of each so many', () => {
  given(...base).when(photo('f1')).then(photographed('f1'));
  given(...base).when(photo('f1')).thenRepeatingIsHarmless();
  given(...base).when(photo('f1', 'application/pdf')).thenRefused('photo_not_image');
  given(...base).when(document('f1')).then(documented('f1'));
  given(...base, photographed('f1')).when(document('f1')).thenRefused('instrument_file_differs', { kind: 'photo' });
  given(...base, photographed('f1')).when(photo('f1', 'image/png', { zh: '背面', en: 'back' })).thenRefused('instrument_file_differs');
  given(...base, photographed('f1'), photographed('f2')).when(photo('f3')).thenRefused('instrument_files_too_many', { atMost: 2 });
  given(...base, photographed('f1'), photographed('f2')).when(document('f3')).then(documented('f3'));
});

test('what was taken off can be hung up again, and only by the owner', () => {
  const removed: InstrumentEvent = { type: 'InstrumentFileRemoved', data: { instrumentId: 'sem', fileId: 'f1', reason: 'old', removedBy: 'chen', removedAt: NOW } };
  given(...base, photographed('f1')).when(remove('f1')).then(removed);
  given(...base, photographed('f1'), removed).when(remove('f1')).thenRefused('instrument_file_unknown');
  given(...base, photographed('f1'), removed).when(photo('f1')).then(photographed('f1'));
  given(...base).when({ ...photo('f1'), organisationId: 'rival' } as InstrumentCommand).thenRefused('not_the_owner');
});
