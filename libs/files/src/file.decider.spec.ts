import { specification } from '@hewu/kernel/src/testing.js';
import type { FileAttached, FileDetached, FileDiscarded, FileStored, Holder } from './events.js';
import { files, ORGANISATION_QUOTA_BYTES } from './file.decider.js';

const given = specification(files);
const [NOON, NEXT_NOON, LATER] = ['2026-03-02T12:00:00.000Z', '2026-03-03T12:00:00.000Z', '2026-03-04T12:00:00.000Z'];
const data = { fileId: 'f-1', organisationId: 'o-institute', storedBy: 'p-wang', sha256: 'a'.repeat(64), bytes: 1_000, mediaType: 'application/pdf', name: '检测报告.pdf', keepUntil: NOON } as const;
const store = { type: 'StoreFile', ...data, usedBytes: 0 } as const;
const stored: FileStored = { type: 'FileStored', data };
const [achievement, demand]: Holder[] = [{ kind: 'achievement', id: 'a-1' }, { kind: 'demand', id: 'a-1' }];
const attach = (to = achievement!, organisationId = 'o-institute') => ({ type: 'AttachFile', organisationId, to }) as const;
const attached = (to = achievement!): FileAttached => ({ type: 'FileAttached', data: { fileId: 'f-1', to } });
const detach = (from = achievement!, keepUntil = NEXT_NOON) => ({ type: 'DetachFile', from, keepUntil }) as const;
const detached = (from = achievement!, keepUntil: string | null = NEXT_NOON): FileDetached => ({ type: 'FileDetached', data: { fileId: 'f-1', from, keepUntil } });
const discarded = (ground: FileDiscarded['data']['ground']): FileDiscarded => ({ type: 'FileDiscarded', data: { fileId: 'f-1', organisationId: 'o-institute', sha256: data.sha256, bytes: 1_000, ground } });

describe('a file', () => {
  test('is stored once', () => {
    given().when(store).then(stored);
    given().when(store).thenRepeatingIsHarmless();
    given(stored).when({ ...store, sha256: 'b'.repeat(64) }).thenRefused('file_id_reused');
    given(stored).when({ ...store, organisationId: 'o-firm' }).thenRefused('file_id_reused');
  });

  test('fits into the quota to the last byte, and not with one more', () => {
    given().when({ ...store, usedBytes: ORGANISATION_QUOTA_BYTES - 1_000 }).then(stored);
    given().when({ ...store, usedBytes: ORGANISATION_QUOTA_BYTES - 999 }).thenRefused('quota_used', { usedBytes: ORGANISATION_QUOTA_BYTES - 999, bytes: 1_000, quotaBytes: ORGANISATION_QUOTA_BYTES });
  });

  test('is attached by the organisation that sent it, to each thing once', () => {
    given(stored).when(attach()).then(attached());
    given(stored).when(attach()).thenRepeatingIsHarmless();
    given(stored, attached()).when(attach(demand)).then(attached(demand));
    given(stored).when(attach(achievement, 'o-firm')).thenRefused('not_found');
    given().when(attach()).thenRefused('not_found');
  });

  test('that is detached from its last holder is kept for a time; one that hangs elsewhere is kept', () => {
    given(stored, attached()).when(detach()).then(detached());
    given(stored, attached()).when(detach()).thenRepeatingIsHarmless();
    given(stored, attached(), attached(demand)).when(detach()).then(detached(achievement, null));
    given(stored, attached()).when(detach(demand)).thenNothing();
    given().when(detach()).thenNothing();
  });

  test('is discarded when its time has come and nobody has it', () => {
    given(stored).when({ type: 'DiscardFile', keepUntil: NOON }).then(discarded('never_attached'));
    given(stored, attached(), detached()).when({ type: 'DiscardFile', keepUntil: NEXT_NOON }).then(discarded('detached'));
    given(stored).when({ type: 'DiscardFile', keepUntil: NOON }).thenRepeatingIsHarmless();
  });

  test('is not discarded by a time that does not count any more', () => {
    given(stored, attached()).when({ type: 'DiscardFile', keepUntil: NOON }).thenNothing();
    given(stored, attached(), detached()).when({ type: 'DiscardFile', keepUntil: NOON }).thenNothing();
    given(stored, attached(), detached(), attached()).when({ type: 'DiscardFile', keepUntil: NEXT_NOON }).thenNothing();
    given(stored, attached(), attached(demand), detached(achievement, null)).when({ type: 'DiscardFile', keepUntil: NEXT_NOON }).thenNothing();
    given(stored, attached(), detached(), attached(), detached(achievement, LATER)).when({ type: 'DiscardFile', keepUntil: NEXT_NOON }).thenNothing();
    given().when({ type: 'DiscardFile', keepUntil: NOON }).thenNothing();
  });

  test('that was discarded is not there any more', () => {
    given(stored, discarded('never_attached')).when(attach()).thenRefused('not_found');
  });
});
