import { Controller, Get } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '../http/decorators/access.decorator.js';
import { HealthService } from './health.service.js';

class HealthResponse {
  @ApiProperty({ example: 'ok' })
  status!: string;
}

class ReplicaResponse {
  @ApiProperty({ example: true, description: 'Whether it is read from' })
  used!: boolean;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.25,
    description: 'Seconds behind the primary; null while it does not respond',
  })
  lag_seconds!: number | null;
}

class ReadinessResponse extends HealthResponse {
  @ApiPropertyOptional({
    type: [ReplicaResponse],
    description: 'In the order of `DATABASE_REPLICA_URLS`; absent without it',
  })
  replicas?: ReplicaResponse[];
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'checkLiveness',
    summary: 'Live: the process responds; does not use the database',
    description: 'For a supervisor that restarts a process that hangs.',
  })
  @ApiOkResponse({ type: HealthResponse })
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @ApiOperation({
    operationId: 'checkReadiness',
    summary: 'Ready: the database responds, takes writes and has the current schema',
    description:
      'For a load balancer: 503 while the database does not respond or takes no writes, while ' +
      'migrations are pending, and after data could not be read, until a check finds no damage.',
  })
  @ApiOkResponse({ type: ReadinessResponse })
  async ready(): Promise<ReadinessResponse> {
    await this.health.requireReady();
    const replicas = this.health.replicas();
    return { status: 'ok', ...(replicas.length > 0 && { replicas }) };
  }
}
