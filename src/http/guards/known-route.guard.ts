import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '../../common/errors/coded-error.js';
import { allowedMethods } from '../allowed-methods.js';
import { UnknownRouteController } from '../unknown-route.controller.js';
import { MERGE_PATCH } from './media-type.guard.js';

/**
 * What no route takes, after access control and before guards that need a known route: 404 for an
 * unknown path, 405 for an unknown method; OPTIONS of a known path goes on to its 204.
 */
@Injectable()
export class KnownRouteGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getClass() !== UnknownRouteController) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const { method, originalUrl } = request;
    const allowed = allowedMethods(request);
    if (allowed.length === 0) throw new NotFoundException(`Cannot ${method} ${originalUrl}`);
    const response = http.getResponse<Response>();
    response.setHeader('Allow', allowed.join(', '));
    if (allowed.includes('PATCH')) {
      response.setHeader('Accept-Patch', `application/json, ${MERGE_PATCH}`);
    }
    if (method === 'OPTIONS') return true;
    throw new MethodNotAllowedError(method, allowed);
  }
}

class MethodNotAllowedError extends CodedError {
  constructor(method: string, allowed: readonly string[]) {
    const detail = `This path does not take ${method}, but ${allowed.join(', ')}.`;
    super('method-not-allowed', 'METHOD_NOT_ALLOWED', detail);
  }
}
