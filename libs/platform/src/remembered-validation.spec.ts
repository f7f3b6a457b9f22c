import { IsString, Length, validateSync } from 'class-validator';
import { rememberValidations } from './remembered-validation.js';

class Named {
  @IsString() name!: unknown;
}
class Described extends Named {
  @Length(1, 3) text!: string;
}

describe('remembered validations', () => {
  const complaints = (made: Named, wrong: object): readonly string[] => validateSync(Object.assign(made, wrong)).map(({ property }) => property).sort();

  test('each class is held to its own rules and those it inherits, the second time as the first', () => {
    const asked = (): readonly (readonly string[])[] => [
      complaints(new Named(), { name: 1 }),
      complaints(new Described(), { name: 1, text: 'long' }),
      complaints(new Described(), { name: 'a', text: 'b' }),
    ];
    const before = asked();
    expect(before).toEqual([['name'], ['name', 'text'], []]);
    rememberValidations();
    rememberValidations();
    expect([asked(), asked()]).toEqual([before, before]);
  });
});
