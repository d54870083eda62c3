import {
  All,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import { Scope } from './access.js';

/** Every path that no other route takes: it too needs a token, and counts against the limits. */
@ApiExcludeController()
@Controller()
export class UnknownRouteController {
  @All('{*path}')
  @Scope('read')
  any(): void {
    throw new NotFoundException();
  }
}

/** Stands after the access control and before what judges the request of a known route. */
@Injectable()
export class KnownRouteGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getClass() !== UnknownRouteController) return true;
    const { method, originalUrl } = context.switchToHttp().getRequest<Request>();
    throw new NotFoundException(`Cannot ${method} ${originalUrl}`);
  }
}

/** The pattern of the route that took the request; null when none did. */
export function routeOf({ route }: Request): string | null {
  const { path } = (route as { path: string } | undefined) ?? { path: UNKNOWN };
  return path === UNKNOWN ? null : path;
}

const UNKNOWN = '/{*path}';
