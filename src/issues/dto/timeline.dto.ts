import { ApiProperty } from '@nestjs/swagger';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { EVENT_TYPES, type EventType } from '../../history/issue-event.entity.js';
import { toUserResponse, UserResponse } from '../../users/dto/user.dto.js';
import type { TimelineEntry } from '../issue-timeline.service.js';

export class TimelineEntryResponse {
  @ApiProperty({ enum: EVENT_TYPES, enumName: 'EventType', example: 'status_changed' })
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

export function toTimelineEntryResponse({ event, user }: TimelineEntry): TimelineEntryResponse {
  return {
    event_type: event.eventType,
    timestamp: event.createdAt.toISOString(),
    details: event.details,
    user: user && toUserResponse(user),
  };
}
