import type { Type } from '@nestjs/common';
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

/** What would change in one field. */
export class PreviewedField {
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

export class PreviewedChange extends PreviewedField {
  @ApiProperty({ type: 'integer', example: 7 })
  issue_id!: number;
}

/** The list of changes of a dry run. */
export const PreviewedChanges = (type: Type): PropertyDecorator =>
  ApiProperty({
    type: [type],
    required: false,
    description: 'Only of a dry run: what would change, the first 1,000.',
  });

export const MoreChanges = (): PropertyDecorator =>
  ApiProperty({
    type: 'integer',
    required: false,
    example: 0,
    description: 'Only of a dry run: how many more there are.',
  });

/** Of a dry run. */
export class PreviewResponse {
  @PreviewedChanges(PreviewedChange)
  changes?: PreviewedChange[];

  @MoreChanges()
  more_changes?: number;
}
