import { ApiProperty } from '@nestjs/swagger';
import { IntegerParameter } from '../../common/dto/fields.js';
import { MomentParameter } from '../../common/dto/moment.js';
import { toUserResponse, UserResponse } from '../../users/dto/user.dto.js';
import type { User } from '../../users/user.entity.js';

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
