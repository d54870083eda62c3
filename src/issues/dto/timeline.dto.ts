import { ApiProperty } from '@nestjs/swagger';
import { ArrayPageQuery, CursorParameter } from '../../http/paging/page.dto.js';
import { IntegerParameter } from '../../http/validation/fields.decorator.js';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { EVENT_TYPES, type EventType } from '../../history/issue-event.entity.js';
import { UserResponse } from '../../users/dto/user.dto.js';

export class TimelineQuery extends ArrayPageQuery {
  @IntegerParameter({ optional: true, max: 1000, default: 100, description: 'Entries on a page.' })
  page_size = 100;

  @CursorParameter(
    'That of `rel="next"` in the `Link` header of the page before.',
    'XhIzl2rUp75shLw0WyJ0aW1lbGluZSIsIjEiLFsxXV0',
  )
  declare cursor?: string;
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
