import { Injectable } from '@nestjs/common';
import { foreseeing } from '@hewu/kernel/src/foresight.js';
import { Kernel } from '@hewu/kernel/src/handle.js';
import { ImportKinds } from '@hewu/imports/src/import-kinds.js';
import type { Choice, Column } from '@hewu/imports/src/import-kind.js';
import { EnterOrganisation, EnterOrganisationCommand, organisationIdOf } from './organisations.commands.js';
import { entryOf } from './organisations.controller.js';
import { RegisterOrganisationBody } from './organisations.dto.js';
import { organisationEvents, type OrganisationKind } from './events.js';

const KINDS: Readonly<Record<OrganisationKind, Omit<Choice, 'value'>>> = {
  research_institute: { zh: '科研院所', en: 'Research institute' },
  university: { zh: '高等院校', en: 'University' },
  hospital: { zh: '医疗机构', en: 'Hospital' },
  firm: { zh: '企业', en: 'Firm' },
  government_authority: { zh: '行政主管部门', en: 'Government authority' },
  service_agency: { zh: '服务机构', en: 'Service agency' },
  custodian_bank: { zh: '存管银行', en: 'Custodian bank' },
  auction_house: { zh: '拍卖企业', en: 'Auction house' },
};

const REGION_CHOICES: readonly Choice[] = [{ value: '500117', zh: '合川', en: 'Hechuan' }, { value: '511622', zh: '武胜', en: 'Wusheng' }];

const COLUMNS: readonly Column[] = [
  { name: 'name', path: 'name', form: 'text', required: true, explained: { zh: '登记的中文名称', en: 'Its name in Chinese, as registered.' }, example: '合川区某某研究所（示例）' },
  { name: 'nameEn', path: 'nameEn', form: 'text', required: false, explained: { zh: '英文名称', en: 'Its name in English.' }, example: 'Institute of Something (example)' },
  { name: 'kind', path: 'kind', form: 'choice', required: true, explained: { zh: '单位类型。', en: 'What it is.' }, example: '科研院所', choices: Object.entries(KINDS).map(([value, words]) => ({ value, ...words })) },
  { name: 'region', path: 'region', form: 'choice', required: true, explained: { zh: '所在地区，须为导入者所在地区。', en: 'Where it is: the region of whoever imports.' }, example: '合川', choices: REGION_CHOICES },
  { name: 'uscc', path: 'uscc', form: 'code', required: true, explained: { zh: '统一社会信用代码，18 位', en: 'Unified social credit code, 18 characters.' }, example: '91500117MADEM0HCX0' },
];

/** A region enters organisations of its own from a table. They have no administrator then, and another person verifies them. */
@Injectable()
export class OrganisationImport {
  constructor(kinds: ImportKinds, kernel: Kernel) {
    const foresight = new EnterOrganisation(foreseeing(kernel));
    kinds.add<RegisterOrganisationBody>({
      kind: 'organisations',
      named: { zh: '单位', en: 'Organisations' },
      roles: ['region_reviewer', 'platform_administrator'],
      columns: COLUMNS,
      body: RegisterOrganisationBody,
      idOf: ({ uscc }) => organisationIdOf(uscc),
      command: (_id, { uscc, ...body }, context) => new EnterOrganisationCommand({ uscc, ...entryOf(body) }, context),
      category: organisationEvents.category,
      foresee: (command) => foresight.execute(command as EnterOrganisationCommand),
      places: { uscc_checksum: 'uscc', uscc_registered: 'uscc', other_region: 'region' },
      taken: 'uscc_registered',
    });
  }
}
