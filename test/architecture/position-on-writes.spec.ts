import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writesIn, type Write } from './asks-read-models.js';

const sources = readdirSync('libs')
  .map((context) => `libs/${context}/src`)
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).filter((name) => /\.ts$/.test(name) && !/spec\.ts$/.test(name)).map((name) => readFileSync(`${folder}/${name}`, 'utf8')));

const told = (writes: readonly Write[]): readonly string[] =>
  writes.flatMap(({ route, asks, says }) => (asks === says ? [] : [`${route} ${asks ? 'asks a read model and takes no position' : 'takes a position and asks no read model'}`]));

/** Writes of every kind, by what there is in the product. */
const OFFENDERS = `
  interface Register { of(id: string): Promise<string> }
  class Books implements Register {
    constructor(private readonly models: ReadModels) {}
    of(id: string) { return this.models.get(books, id); }
    come(position: string) { return this.models.upTo(books, position); }
  }
  @CommandHandler(LendCommand)
  class Lend implements ICommandHandler<LendCommand> {
    constructor(@Inject(REGISTER) private readonly register: Register) {}
    execute({ id }: LendCommand) { return this.title(id); }
    private title(id: string) { return this.register.of(id); }
  }
  @CommandHandler(ForgetCommand)
  class Forget implements ICommandHandler<ForgetCommand> {
    constructor(private readonly kernel: Kernel) {}
    execute() { return this.kernel.handle(); }
  }
  class LibraryController {
    constructor(private readonly commands: CommandBus, private readonly models: ReadModels, private readonly books: Books) {}
    @Post() lend() { return this.commands.execute(new LendCommand()); }
    @Post() @AsksReadModels() lendAfter() { return this.commands.execute(new LendCommand()); }
    @Post() byHelper() { return this.give(); }
    private give() { return this.commands.execute(new LendCommand()); }
    @Put() looksItself() { if (find(this.models)) this.commands.execute(new ForgetCommand()); }
    @Put() onlyWaits() { this.books.come('1'); this.commands.execute(new ForgetCommand()); }
    @Put() answers() { this.commands.execute(new ForgetCommand()); return this.books.of('1'); }
    @Delete() @AsksReadModels() forget() { this.commands.execute(new ForgetCommand()); }
    @Get() read() { return this.models.get(books, '1'); }
  }`;

describe('writes that ask a read model before they decide', () => {
  test('are exactly those that take the position of what they must have seen', () => {
    const writes = writesIn(sources);
    expect(writes.filter(({ asks }) => asks).length).toBeGreaterThan(100);
    expect(told(writes)).toEqual([]);
  });

  test('are told when they do not, and others when they do', () => {
    const [asks, takes] = ['asks a read model and takes no position', 'takes a position and asks no read model'];
    expect(told(writesIn([OFFENDERS]))).toEqual([`LibraryController.lend ${asks}`, `LibraryController.byHelper ${asks}`, `LibraryController.looksItself ${asks}`, `LibraryController.forget ${takes}`]);
  });
});
