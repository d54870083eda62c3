import { ApiProperty } from '@nestjs/swagger';
import { CHANGE_KINDS, type ChangeKind } from '../../history/change.entity.js';
import {
  ArrayCursorParameter,
  type ArrayPageQuery,
  ArrayPageSizeParameter,
} from '../../http/paging/page.dto.js';
import { EnumField, IntegerParameter } from '../../http/validation/fields.decorator.js';
import {
  TimestampParameter,
  TimestampProperty,
} from '../../http/validation/timestamp.decorator.js';
import { TimelineEntryResponse } from '../../issues/dto/timeline.dto.js';
import { UserResponse } from '../../users/dto/user.dto.js';

const KIND = { values: CHANGE_KINDS, name: 'ChangeKind' };

export class ListChangesQuery implements ArrayPageQuery {
  @EnumField({ ...KIND, optional: true, example: 'import' })
  kind?: ChangeKind;

  @IntegerParameter({ optional: true, example: 1, description: 'The user who made it.' })
  actor_id?: number;

  @IntegerParameter({ optional: true, example: 1, description: 'An issue that it changed.' })
  issue_id?: number;

  @TimestampParameter('Changes made at or after this.')
  since?: Date;

  @TimestampParameter('Changes made before this.')
  until?: Date;

  @ArrayPageSizeParameter(100)
  page_size = 100;

  @ArrayCursorParameter(
    'JSF_24cWwHeYheXMWyJjaGFuZ2VzIiwie30iLFsiMjAyNi0xMS0yNVQwODoxMzowOS4yNTdaIiw0XV0',
  )
  cursor?: string;
}

export class ChangeEventsQuery implements ArrayPageQuery {
  @ArrayPageSizeParameter(100)
  page_size = 100;

  @ArrayCursorParameter('_JFh4VIfDQG-s25eWyJjaGFuZ2UiLCIxIixbMSwxXV0')
  cursor?: string;
}

export class ChangeResponse {
  @ApiProperty({ type: 'integer', example: 42 })
  id!: number;

  @ApiProperty({ enum: CHANGE_KINDS, enumName: KIND.name, example: 'bulk' })
  kind!: ChangeKind;

  @TimestampProperty()
  created_at!: string;

  @ApiProperty({
    type: UserResponse,
    nullable: true,
    description: 'Null when the user is unknown.',
  })
  actor!: UserResponse | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11',
    description: 'The `X-Request-Id`; null for a command.',
  })
  request_id!: string | null;

  @ApiProperty({
    type: 'integer',
    example: 12,
    description: 'Issues that it changed, also those that have been purged since.',
  })
  issues_count!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: null,
    description: 'The change that this one took back.',
  })
  reverts!: number | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 43,
    description: 'The last change that took this one back.',
  })
  reverted_by!: number | null;
}

/** An event with its issue. */
export class ChangeEventResponse extends TimelineEntryResponse {
  @ApiProperty({ type: 'integer', example: 7 })
  issue_id!: number;
}

export class ChangeDetailResponse extends ChangeResponse {
  @ApiProperty({ type: [ChangeEventResponse], description: 'By issue, oldest first.' })
  events!: ChangeEventResponse[];
}
