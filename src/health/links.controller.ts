import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
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
    description: 'Paths on this server.',
  })
  @ApiOkResponse({ type: LinksResponse })
  links(): LinksResponse {
    return {
      docs: '/docs',
      redoc: '/redoc',
      openapi: '/docs-json',
      health: '/health',
      ready: '/health/ready',
      metrics: '/metrics',
    };
  }
}
