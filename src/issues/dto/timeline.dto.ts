import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayCursorParameter,
  type ArrayPageQuery,
  ArrayPageSizeParameter,
} from '../../http/paging/page.dto.js';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { EVENT_TYPES, type EventType } from '../../history/issue-event.entity.js';
import { UserResponse } from '../../users/dto/user.dto.js';

export class TimelineQuery implements ArrayPageQuery {
  @ArrayPageSizeParameter(100)
  page_size = 100;

  @ArrayCursorParameter('XhIzl2rUp75shLw0WyJ0aW1lbGluZSIsIjEiLFsxXV0')
  cursor?: string;
}

/** An entry of the timeline; `timeline-documentation.ts` has the type and the details of each event. */
export class TimelineEntryResponse {
  @ApiProperty({ type: 'integer', example: 42 })
  id!: number;

  @ApiProperty({ enum: EVENT_TYPES, example: 'status_changed' })
  event_type!: EventType;

  @TimestampProperty()
  timestamp!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { from: 'open', to: 'resolved' },
    description: '`from` and `to`, with `field` for `updated`; or what was added or removed.',
  })
  details!: Readonly<Record<string, unknown>>;

  @ApiProperty({
    type: UserResponse,
    nullable: true,
    description: 'Null when the user is unknown.',
  })
  user!: UserResponse | null;
}
