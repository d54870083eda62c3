import { Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { publicUrlOf } from '../http/public-url.js';
import { Public } from '../http/decorators/access.decorator.js';

class LinksResponse {
  @ApiProperty({ example: '/docs', description: 'Swagger UI' })
  docs!: string;

  @ApiProperty({ example: '/redoc', description: 'ReDoc' })
  redoc!: string;

  @ApiProperty({ example: '/docs-json', description: 'OpenAPI 3.1' })
  openapi!: string;

  @ApiProperty({ example: '/health' })
  health!: string;

  @ApiProperty({ example: '/health/ready' })
  ready!: string;

  @ApiProperty({ example: '/metrics', description: 'Prometheus' })
  metrics!: string;
}

@ApiTags('health')
@Controller()
export class LinksController {
  @Get()
  @Public()
  @ApiOperation({
    operationId: 'getLinks',
    summary: 'Links to documentation, health and metrics',
    description: 'Paths on this server, or URLs under `PUBLIC_URL`.',
  })
  @ApiOkResponse({ type: LinksResponse })
  links(@Req() request: Request): LinksResponse {
    const link = (path: string) => publicUrlOf(request, path);
    return {
      docs: link('/docs'),
      redoc: link('/redoc'),
      openapi: link('/docs-json'),
      health: link('/health'),
      ready: link('/health/ready'),
      metrics: link('/metrics'),
    };
  }
}
