import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Configuration } from '../config/configuration.js';
import { Public } from '../http/decorators/access.decorator.js';
import { linksPage } from '../http/openapi/documentation-pages.js';
import { headersOf } from '../http/openapi/problem-responses.js';
import { publicUrlOf } from '../http/public-url.js';

class LinksResponse {
  @ApiProperty({ example: '/dashboard', description: 'Charts, for a browser' })
  dashboard!: string;

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
@ApiExtraModels(LinksResponse)
@Controller()
export class LinksController {
  constructor(private readonly configuration: Configuration) {}

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'getLinks',
    summary: 'Links to the dashboard, documentation, health and metrics',
    description:
      'Paths on this server, or URLs under `PUBLIC_URL`. A browser gets a page with these links.',
  })
  @ApiOkResponse({
    headers: headersOf({ Vary: 'Accept' }),
    content: {
      'application/json': { schema: { $ref: getSchemaPath(LinksResponse) } },
      'text/html': { schema: { type: 'string' }, example: '<!DOCTYPE html>…' },
    },
  })
  links(@Res({ passthrough: true }) response: Response): LinksResponse | string {
    const { req: request } = response;
    response.vary('Accept');
    if (request.accepts('json', 'html') === 'html') {
      response.type('html');
      return linksPage(this.configuration.api.title, LINKS);
    }
    const link = (path: string) => publicUrlOf(request, path);
    return {
      dashboard: link('/dashboard'),
      docs: link('/docs'),
      redoc: link('/redoc'),
      openapi: link('/docs-json'),
      health: link('/health'),
      ready: link('/health/ready'),
      metrics: link('/metrics'),
    };
  }
}

const LINKS = [
  ['./dashboard', 'Dashboard'],
  ['./docs', 'Try the API: Swagger UI'],
  ['./redoc', 'Read about the API: ReDoc'],
  ['./docs-json', 'OpenAPI 3.1 document'],
  ['./health', 'Health: the process responds'],
  ['./health/ready', 'Health: requests can be served'],
  ['./metrics', 'Metrics for Prometheus'],
] as const;
