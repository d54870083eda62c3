import { All, Controller, HttpCode } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RequireScope } from './decorators/access.decorator.js';
import { ANY_PATH } from './route-of.js';

/**
 * Matches what no other route does, so that it too requires a token and counts against the rate limit.
 * `KnownRouteGuard` lets only OPTIONS through.
 */
@ApiExcludeController()
@Controller()
export class UnknownRouteController {
  @All(ANY_PATH)
  @HttpCode(204)
  @RequireScope('read')
  any(): void {
    // The guard has set the headers, which are the response.
  }
}
