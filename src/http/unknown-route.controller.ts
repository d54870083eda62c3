import { All, Controller, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { RequireScope } from './decorators/access.decorator.js';
import { ANY_PATH } from './route-of.js';

/** Every path that no other route takes: it too needs a token, and counts against the limits. */
@ApiExcludeController()
@Controller()
export class UnknownRouteController {
  @All(ANY_PATH)
  @RequireScope('read')
  any(): void {
    throw new NotFoundException();
  }
}
