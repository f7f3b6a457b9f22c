import { IsString, getMetadataStorage, Matches, MaxLength } from 'class-validator';
import { contexts } from '../../apps/api/src/contexts.js';
import { IsPlainText } from '../../libs/platform/src/plain-text.js';

type Class = new () => object;
type Check = { readonly type: string; readonly name?: string; readonly propertyName: string };

/** Every class of the product of which class-validator checks something; the storage has no other way to them. */
const checkedClasses = (): readonly Class[] =>
  [...(getMetadataStorage() as unknown as { readonly validationMetadatas: ReadonlyMap<unknown, unknown> }).validationMetadatas.keys()].filter((key): key is Class => typeof key === 'function');

const TEXTS = ['isString', 'isLength', 'maxLength', 'minLength'];
/** What holds a text to characters that are seen: the check of libs/platform, or a form of its own that has no others. */
const HELD = ['plainText', 'matches', 'isIn', 'isUuid', 'isIso8601', 'isInstant', 'isDay', 'isEmail'];

const fieldsOf = (body: Class): readonly string[] => {
  const checks = getMetadataStorage().getTargetValidationMetadatas(body, '', false, false) as readonly Check[];
  const texts = new Set(checks.filter(({ name }) => name !== undefined && TEXTS.includes(name)).map(({ propertyName }) => propertyName));
  return [...texts].filter((field) => !checks.some((check) => check.propertyName === field && HELD.includes(check.name ?? ''))).map((field) => `${body.name}.${field}`);
};

/** Texts that nobody reads as text, and what becomes of them. */
const NOT_READ: Readonly<Record<string, string>> = {
  'ChangePasswordBody.current': 'a password may be anything, and is kept as a hash',
  'ChangePasswordBody.next': 'the same',
  'HistoryQuery.actor': 'compared with ids, and told to nobody',
  'HistoryQuery.concerns': 'the same',
  'OpenAccountBody.password': 'a password may be anything, and is kept as a hash',
  'OpeningRulesBody.zone': 'one of the zones that the platform knows (`isZone`)',
  'OwnCalendarBody.address': 'an address of its own form, and sealed',
  'RefreshBody.refreshToken': 'compared with a hash',
  'SignInBody.deviceToken': 'the same',
  'SignInBody.mail': 'compared with what is on record',
  'SignInBody.password': 'compared with a hash',
  'WebhookBody.url': 'an address of its own form',
};

class Offender {
  @IsString() @MaxLength(10) open: string;
  @IsString() @IsPlainText() plain: string;
  @IsString() @Matches(/^\d+$/) digits: string;
}

/** What people write is shown to other people: nothing unseen in it, and nothing that turns the reading direction. */
describe('texts that are sent', () => {
  test('hold only what is seen, in every body and query', () => {
    expect(contexts.length).toBeGreaterThan(20);
    // A cursor is a list's own; what is none of it is refused (`cursor_invalid`).
    const open = checkedClasses().filter((body) => body !== Offender).flatMap(fieldsOf).filter((field) => !field.endsWith('Query.cursor'));
    expect([...new Set(open)].sort()).toEqual(Object.keys(NOT_READ).sort());
  });

  test('one that is held to nothing is found', () => {
    expect(fieldsOf(Offender)).toEqual(['Offender.open']);
  });
});
