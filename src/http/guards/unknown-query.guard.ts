import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { unknownFields } from '../../common/errors/coded-error.js';
import { takes } from './route-arguments.js';

/** Rejects query parameters on routes without a query DTO; on others the DTO rejects unknown ones. */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const given = Object.keys(context.switchToHttp().getRequest<Request>().query);
    if (given.length === 0 || takes(context, 'QUERY')) return true;
    throw unknownFields(given.map((parameter) => ({ parameter })));
  }
}
