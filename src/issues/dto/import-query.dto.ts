import { BooleanParameter } from '../../http/validation/fields.decorator.js';

export class ImportQuery {
  @BooleanParameter({
    optional: true,
    default: false,
    description: 'Only validates; stores nothing.',
  })
  dry_run?: boolean;

  @BooleanParameter({
    optional: true,
    default: false,
    description:
      'Stores all rows, or none when one is invalid; other writers wait until the import ends.',
  })
  atomic?: boolean;
}
