import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import type { Request } from 'express';
import { UnknownRouteController } from '../unknown-route.controller.js';

/** Returns 404 for an unknown route: after access control, before guards that need a known route. */
@Injectable()
export class KnownRouteGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getClass() !== UnknownRouteController) return true;
    const { method, originalUrl } = context.switchToHttp().getRequest<Request>();
    throw new NotFoundException(`Cannot ${method} ${originalUrl}`);
  }
}
