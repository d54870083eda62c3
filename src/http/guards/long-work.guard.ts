import { type CanActivate, Injectable, UseGuards } from '@nestjs/common';
import { requestContext } from '../../common/request-context.js';

@Injectable()
class LongWorkGuard implements CanActivate {
  canActivate(): boolean {
    Object.assign(requestContext() ?? {}, { isLongWork: true });
    return true;
  }
}

/** Exempts a route whose work grows with the data from DATABASE_TIMEOUT_SECONDS. */
export const LongWork = (): MethodDecorator & ClassDecorator => UseGuards(LongWorkGuard);
