import { ApiProperty } from '@nestjs/swagger';
import type { Done } from '@hewu/kernel/src/handle.js';
import { WrittenAnswer } from '@hewu/platform/src/written.js';
import { MEDIA_TYPES, type Holder, type MediaType } from './events.js';
import type { FileDescription } from './files.js';

export const SHA256 = { pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the bytes; also the ETag of their download.' } as const;

class HolderAnswer implements Holder {
  @ApiProperty({ example: 'achievement', description: 'Kind of thing.' }) kind: string;
  @ApiProperty({ format: 'uuid', description: 'Its id.' }) id: string;
}

/** A file as its organisation sees it. */
export class FileAnswer {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: String, nullable: true, maxLength: 200, example: '检测报告.pdf', description: 'As its sender called it. Null once the sender was erased.' }) name: string | null;
  @ApiProperty({ enum: MEDIA_TYPES, description: 'What it is, found in its bytes.' }) mediaType: MediaType;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many bytes it has.' }) bytes: number;
  @ApiProperty(SHA256) sha256: string;
  @ApiProperty({ format: 'uuid', description: 'The person who sent it.' }) storedBy: string;
  @ApiProperty({ format: 'date-time' }) storedAt: string;
  @ApiProperty({ type: [HolderAnswer], description: 'What it is attached to.' }) attachedTo: readonly Holder[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it is discarded unless it is attached before. Null while it is attached.' }) keepUntil: string | null;
}

/** What was sent, and where its event stands. */
export class StoredFileAnswer extends WrittenAnswer {
  @ApiProperty({ type: FileAnswer, description: 'The file as it stands now.' }) file: FileAnswer;
}

export const fileOf = ({ fileId: id, name, mediaType, bytes, sha256, storedBy, storedAt, holders: attachedTo, keepUntil }: FileDescription): FileAnswer => ({ id, name, mediaType, bytes, sha256, storedBy, storedAt, attachedTo, keepUntil });

export const storedOf = ({ fileId: id, position, revision }: Done & { readonly fileId: string }, description: FileDescription): StoredFileAnswer => ({ id, position, revision, file: fileOf(description) });
