import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';

/** Whether the handler of a request takes its body or its query. */
export function takes(context: ExecutionContext, argument: 'BODY' | 'QUERY'): boolean {
  const parameters = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  ) as Record<string, unknown> | undefined;
  const prefix = `${String(RouteParamtypes[argument])}:`;
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(prefix));
}
