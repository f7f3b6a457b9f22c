import { createHash } from 'node:crypto';
import { DAY, HOUR } from '@hewu/kernel/src/clock.js';
import { derivedId } from '@hewu/kernel/src/ids.js';
import { contentOf } from '@hewu/files/src/content.js';
import { StoreFileCommand } from '@hewu/files/src/file.commands.js';
import { AttachAchievementFileCommand } from '@hewu/listings/src/achievement-files.commands.js';
import { demoAchievements } from '@hewu/listings/src/demo.js';
import type { SecrecyTier } from '@hewu/listings/src/events.js';
import { ReturnOrganisationCommand, SuspendOrganisationCommand } from '@hewu/organisations/src/organisations.commands.js';
import { DraftContractCommand } from '@hewu/transfers/src/contract.commands.js';
import { TakeListedPriceCommand } from '@hewu/transfers/src/listed-price.commands.js';
import { LeaveNegotiationCommand, OpenNegotiationCommand } from '@hewu/transfers/src/negotiation.commands.js';
import type { Stage } from './stage.js';
import { agreeAndNotify, objectToPrice } from './transfers.js';

const WORLD = 'demonstration';
const listingIdOf = (place: number): string => derivedId(WORLD, 'listing', String(place));

/** Ordinary licences, so that nothing else in the demonstration is kept from their achievements. */
const WITH_REPORT = 2;
const OBJECTED = 2;
const LEFT = 11;
const AT_ITS_PRICE = 22;
const IN_TALKS = 24;

/** Files of one achievement, from the most open on: what anybody reads, who asks, who signed, and its unit alone. */
const FILES = { public: ['report', '检测报告（示例）.pdf'], on_request: ['drawings', '装备总图（示例）.pdf'], after_nda: ['parameters', '工艺参数（示例）.pdf'], restricted: ['records', '原始记录（示例）.pdf'] } as const satisfies Record<SecrecyTier, readonly [string, string]>;

/** Invented files hang on an achievement before it is listed for the second time, so that its reviewer decided about them. */
export const attachFiles = async ({ founding, people, units }: Stage): Promise<void> => {
  const [institute, researcher] = [units['institute']!, people.get('researcher@institute.example')!];
  for (const [tier, [what, name]] of Object.entries(FILES) as readonly [SecrecyTier, readonly [string, string]][]) {
    const bytes = Buffer.from(`%PDF-1.4\n% ${what}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
    const fileId = derivedId(WORLD, 'file', what);
    const file = { fileId, organisationId: institute.id, storedBy: researcher, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, mediaType: 'application/pdf', name } as const;
    await founding.step(`file ${what}: stored`, (context) => new StoreFileCommand(file, contentOf(bytes), context), researcher, institute);
    await founding.step(`file ${what}: attached`, (context) => new AttachAchievementFileCommand({ achievementId: derivedId(WORLD, 'achievement', String(WITH_REPORT)), fileId, tier }, context), researcher, institute);
  }
};

/** What goes otherwise than to the end: a price taken as listed, an objection nobody decides, a negotiation left, entries that are not verified. */
export const playEndings = async (stage: Stage): Promise<void> => {
  const { founding, clock, people, units, settled } = stage;
  const who = (mail: string): string => people.get(mail)!;
  const [firm, institute, wusheng] = [units['firm']!, units['institute']!, units['wusheng']!];
  const [engineer, office, reviewer, administrator] = [who('engineer@firm.example'), who('office@institute.example'), who('reviewer@wusheng.example'), who('administrator@wusheng.example')];

  const transferId = derivedId(WORLD, 'transfer', 'listed price');
  await settled();
  await founding.step('listed price: opened', (context) => new OpenNegotiationCommand({ transferId, listingId: listingIdOf(AT_ITS_PRICE) }, context), engineer, firm);
  const { price } = demoAchievements[AT_ITS_PRICE]!.offer;
  const amountFen = price.kind === 'asked' ? price.fen : 0;
  await settled();
  await founding.step('listed price: taken', (context) => new TakeListedPriceCommand({ transferId, amountFen, relatedParty: false }, context), engineer, firm);
  await settled();
  // No notice is asked for where a price is taken as listed: the contract is drafted, and waits to be signed.
  await founding.step('listed price: contract', (context) => new DraftContractCommand({ transferId, contractId: derivedId(WORLD, 'contract', 'listed price'), textSha256: null }, context), who('office@academy.example'), units['academy']!);
  await founding.step('talks: opened', (context) => new OpenNegotiationCommand({ transferId: derivedId(WORLD, 'transfer', 'talks'), listingId: listingIdOf(IN_TALKS) }, context), engineer, firm);

  await objectToPrice(stage, await agreeAndNotify(stage, { name: 'objected', listingId: listingIdOf(OBJECTED), amountFen: 80_000_000 }));
  const left = await agreeAndNotify(stage, { name: 'left', listingId: listingIdOf(LEFT), amountFen: 35_000_000 });
  clock.advance(DAY);
  await founding.step('left', (context) => new LeaveNegotiationCommand({ transferId: left, reason: '买方改用自有技术（示例）' }, context), office, institute);

  const entry = (name: string, nameEn: string) => founding.entry({ name, nameEn, kind: 'firm', region: wusheng.region }, engineer);
  await entry('武胜待核验公司（示例）', 'A firm that awaits verification (example)');
  const returned = await entry('武胜被退回公司（示例）', 'A firm whose entry was returned (example)');
  await founding.step('organisation returned', (context) => new ReturnOrganisationCommand({ organisationId: returned, reason: '名称与证照不符（示例）' }, context), reviewer, wusheng);
  const suspended = await founding.organisation({ name: '武胜被暂停公司（示例）', nameEn: 'A firm that was suspended (example)', kind: 'firm', region: wusheng.region }, engineer, { personId: reviewer, authority: wusheng.id });
  clock.advance(HOUR);
  await founding.step('organisation suspended', (context) => new SuspendOrganisationCommand({ organisationId: suspended, reason: '营业执照已注销（示例）' }, context), administrator, wusheng);
  await settled();
};
