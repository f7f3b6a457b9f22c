import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsIpc, IsUscc, Normalised } from './decorators.js';
import { checkIpc } from './ipc.js';
import { IDENTIFIER_TEXT } from './problems.js';
import { checkUscc } from './uscc.js';

class Body {
  @Normalised(checkUscc)
  @IsUscc()
  uscc: string;

  @Normalised(checkIpc)
  @IsIpc({ each: true })
  ipc: string[];
}

const read = (plain: object): { body: Body; messages: readonly string[] } => {
  const body = plainToInstance(Body, plain);
  return { body, messages: validateSync(body).flatMap(({ constraints }) => Object.values(constraints ?? {})) };
};

describe('decorators', () => {
  test('a body with valid identifiers carries them in their one written form', () => {
    const { body, messages } = read({ uscc: ' 91512081ma62k0260e', ipc: ['g06v10/40', 'C11B'] });
    expect(messages).toEqual([]);
    expect(body).toEqual({ uscc: '91512081MA62K0260E', ipc: ['G06V 10/40', 'C11B'] });
  });

  test('the message is the code of the first problem, which has a sentence in both languages', () => {
    const { messages } = read({ uscc: '91512081MA62K0260F', ipc: ['C11B', 'nonsense'] });
    expect([...messages].sort()).toEqual(['ipc_format', 'uscc_checksum']);
    expect(IDENTIFIER_TEXT.uscc_checksum.zh).toMatch(/校验码/);
  });

  test('what is missing, or of another type, is a problem and stays as it came', () => {
    const { body, messages } = read({ uscc: { $ne: null }, ipc: 'x' });
    expect(body.uscc).toEqual({ $ne: null });
    expect(messages).toContain('uscc_format');
    expect(read({}).messages).toContain('uscc_format');
  });
});
