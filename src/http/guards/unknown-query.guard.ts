import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { unknownFields } from '../../common/errors/coded-error.js';
import { takes } from './route-arguments.js';

/** Refuses every query parameter on a route that takes none; the DTO does it on the others. */
@Injectable()
export class UnknownQueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const given = Object.keys(context.switchToHttp().getRequest<Request>().query);
    if (given.length === 0 || takes(context, 'QUERY')) return true;
    throw unknownFields(given.map((parameter) => ({ parameter })));
  }
}
