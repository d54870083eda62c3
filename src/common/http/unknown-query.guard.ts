import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { Request } from 'express';
import { ValidationError } from '../errors/coded-error.js';

/** Refuses every query parameter on a route that takes none; the DTO does it on the others. */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const given = Object.keys(context.switchToHttp().getRequest<Request>().query);
    if (given.length === 0 || takesQuery(context)) return true;
    throw new ValidationError(
      given.map((parameter) => ({ parameter, code: 'unknown', detail: 'is not known here' })),
    );
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const parameters = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  ) as Record<string, unknown> | undefined;
  const query = `${String(RouteParamtypes.QUERY)}:`;
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(query));
}
