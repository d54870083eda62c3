import { BooleanParameter, EnumField } from '../../http/validation/fields.decorator.js';
import { ON_EXISTING, type OnExisting } from '../import/existing-issues.js';
import { FORMAT_NAMES, type FormatName } from '../import/formats/formats.js';

export class ImportQuery {
  @BooleanParameter({
    optional: true,
    default: false,
    description: 'Stores all rows and takes them back: says what would change.',
  })
  dry_run?: boolean;

  @BooleanParameter({
    optional: true,
    default: false,
    description:
      'Stores all rows, or none when one is invalid; other writers wait until the import ends.',
  })
  atomic?: boolean;

  @EnumField({
    values: ON_EXISTING,
    name: 'OnExisting',
    optional: true,
    default: 'error',
    description:
      'What is done with a row whose external id an issue has already: an error of the row, nothing, ' +
      'or an update with the cells that are not blank.',
  })
  on_existing?: OnExisting;

  @EnumField({
    values: FORMAT_NAMES,
    name: 'ImportFormat',
    optional: true,
    description: 'The tool that has exported the file. Without it, the file has our own columns.',
  })
  format?: FormatName;
}
