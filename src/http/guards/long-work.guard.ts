import { type CanActivate, Injectable, UseGuards } from '@nestjs/common';
import { requestContext } from '../../common/request-context.js';

@Injectable()
class LongWorkGuard implements CanActivate {
  canActivate(): boolean {
    Object.assign(requestContext() ?? {}, { isLongWork: true });
    return true;
  }
}

/** The work of the route is as long as the data: DATABASE_TIMEOUT_SECONDS is not for it. */
export const LongWork = (): MethodDecorator & ClassDecorator => UseGuards(LongWorkGuard);
