import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { IntegerParameter } from '../../common/dto/fields.js';
import { toUserResponse, UserResponse } from '../../users/dto/user.dto.js';
import type { User } from '../../users/user.entity.js';

const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds of the years 1 to 9999, which both databases can compare. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** The moment that the text names; undefined for none, such as a 31st of February. */
function parseMoment(text: string): Date | undefined {
  const moment = new Date(text);
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  const time = moment.getTime();
  return ISO.test(text) && isDay && time >= FIRST && time <= LAST ? moment : undefined;
}

/** A moment of ISO 8601 in a query; a date alone is its midnight in UTC. */
const MomentParameter = (description: string): PropertyDecorator => {
  const decorators = [
    ApiProperty({ type: String, format: 'date-time', required: false, description }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (parseMoment(value) ?? value) : value,
    ),
    ValidateIf((_object, value: unknown) => value !== undefined),
    ValidateBy({
      name: 'moment',
      validator: {
        validate: (value: unknown) => value instanceof Date,
        defaultMessage: () => 'must be a time such as 2026-11-23T07:25:48.123Z',
      },
    }),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
};

export class ResolvedQuery {
  @MomentParameter('Issues resolved at or after this.')
  since?: Date;

  @MomentParameter('Issues resolved before this.')
  until?: Date;
}

export class TopAssigneesQuery extends ResolvedQuery {
  @IntegerParameter({ optional: true, max: 100, default: 10 })
  limit = 10;
}

export class TopAssigneeResponse {
  @ApiProperty({ type: 'integer', example: 1 })
  assignee_id!: number;

  @ApiProperty({ type: UserResponse })
  assignee!: UserResponse;

  @ApiProperty({ type: 'integer', example: 12 })
  resolved_count!: number;
}

export class LatencyResponse extends TopAssigneeResponse {
  @ApiProperty({ example: 20.25, description: 'From created_at to resolved_at.' })
  average_resolution_hours!: number;
}

/** What one assignee has resolved. */
export interface Resolved {
  readonly assignee: User;
  readonly count: number;
  readonly averageHours: number;
}

export function toTopAssigneeResponse({ assignee, count }: Resolved): TopAssigneeResponse {
  return { assignee_id: assignee.id, assignee: toUserResponse(assignee), resolved_count: count };
}

export function toLatencyResponse(resolved: Resolved): LatencyResponse {
  return {
    ...toTopAssigneeResponse(resolved),
    average_resolution_hours: Math.round(resolved.averageHours * 100) / 100,
  };
}
