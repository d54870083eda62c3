import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '../http/decorators/access.decorator.js';
import { HealthService } from './health.service.js';

class HealthResponse {
  @ApiProperty({ example: 'ok' })
  status!: string;
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
  @ApiOkResponse({ type: HealthResponse })
  async ready(): Promise<HealthResponse> {
    await this.health.requireReady();
    return { status: 'ok' };
  }
}
