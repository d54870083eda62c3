import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import type { Request } from 'express';
import { UnknownRouteController } from '../unknown-route.controller.js';

/** Stands after the access control and before what judges the request of a known route. */
@Injectable()
export class KnownRouteGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getClass() !== UnknownRouteController) return true;
    const { method, originalUrl } = context.switchToHttp().getRequest<Request>();
    throw new NotFoundException(`Cannot ${method} ${originalUrl}`);
  }
}
