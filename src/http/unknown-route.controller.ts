import { All, Controller, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RequireScope } from './decorators/access.decorator.js';
import { ANY_PATH } from './route-of.js';

/** Matches every unknown path, so that it too requires a token and counts against the rate limit. */
@ApiExcludeController()
@Controller()
export class UnknownRouteController {
  @All(ANY_PATH)
  @RequireScope('read')
  any(): void {
    throw new NotFoundException();
  }
}
