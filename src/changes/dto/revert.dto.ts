import { ApiProperty } from '@nestjs/swagger';
import { EnumField } from '../../http/validation/fields.decorator.js';
import { PreviewResponse } from '../../issues/dto/preview.dto.js';

export const ON_CONFLICT = ['refuse', 'skip'] as const;
export type OnConflict = (typeof ON_CONFLICT)[number];

export class RevertRequest {
  @EnumField({
    values: ON_CONFLICT,
    name: 'OnConflict',
    optional: true,
    default: 'refuse',
    description: 'What has been changed since: refuse the whole revert, or leave it as it is.',
  })
  on_conflict: OnConflict = 'refuse';
}

export class RevertConflict {
  @ApiProperty({ type: 'integer', example: 7 })
  issue_id!: number;

  @ApiProperty({
    example: 'status',
    description: 'A field of the issue, `labels`, `comments` or `deleted`.',
  })
  field!: string;

  @ApiProperty({ required: false, example: 'bug', description: 'Of `labels`: which one.' })
  label?: string;

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 11,
    description: 'Of `comments`: which one.',
  })
  comment_id?: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 43,
    description:
      'The change since then; null for one from before there were changes, or for a user who cannot be assigned any more.',
  })
  changed_by!: number | null;
}

export class RevertResponse extends PreviewResponse {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 44,
    description: 'The change that takes the other one back; null when there was nothing to do.',
  })
  change_id!: number | null;

  @ApiProperty({ type: 'integer', example: 12, description: 'Issues that have changed.' })
  updated_count!: number;

  @ApiProperty({
    type: [RevertConflict],
    description: 'What was left as it is, the first 1,000; empty with `refuse`.',
  })
  conflicts!: RevertConflict[];

  @ApiProperty({ type: 'integer', example: 0, description: 'How many more there are.' })
  more_conflicts!: number;
}
