import { ApiProperty } from '@nestjs/swagger';
import { BooleanParameter } from '../../http/validation/fields.decorator.js';

export class DryRunQuery {
  @BooleanParameter({
    optional: true,
    default: false,
    description: 'Runs the whole change and takes it back: says what would change.',
  })
  dry_run?: boolean;
}

const TYPES = ['string', 'integer', 'boolean', 'null'].map((type) => ({ type }));

const VALUE = { description: 'Text of more than 1,000 characters is cut.' };

export class PreviewedChange {
  @ApiProperty({ type: 'integer', example: 7 })
  issue_id!: number;

  @ApiProperty({
    example: 'status',
    description: 'A field of the issue, `labels`, `comments` or `deleted`.',
  })
  field!: string;

  @ApiProperty({ ...VALUE, oneOf: [...TYPES], example: 'open' })
  from!: unknown;

  @ApiProperty({ ...VALUE, oneOf: [...TYPES], example: 'resolved' })
  to!: unknown;
}

/** Of a dry run. */
export class PreviewResponse {
  @ApiProperty({
    type: [PreviewedChange],
    required: false,
    description: 'Only of a dry run: what would change, the first 1,000.',
  })
  changes?: PreviewedChange[];

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 0,
    description: 'Only of a dry run: how many more there are.',
  })
  more_changes?: number;
}
