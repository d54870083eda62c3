import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { unknownFields } from '../../common/errors/coded-error.js';
import { takesQuery } from './per-handler.js';

/** Rejects query parameters on routes without a query DTO; on others the DTO rejects unknown ones. */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    // Express parses the query each time that it is asked for it.
    if (!request.url.includes('?') || takesQuery(context)) return true;
    const given = Object.keys(request.query);
    if (given.length === 0) return true;
    throw unknownFields(given.map((parameter) => ({ parameter })));
  }
}
