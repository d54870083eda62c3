import type { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';

/** Reads what the decorators of a handler declare once, not for each request. */
export function perHandler<T>(read: (context: ExecutionContext) => T): typeof read {
  const known = new WeakMap<object, { readonly value: T }>();
  return (context) => {
    const handler = context.getHandler();
    let found = known.get(handler);
    if (!found) known.set(handler, (found = { value: read(context) }));
    return found.value;
  };
}

/** Whether the handler of a request takes its body, or its query. */
export const takesBody = perHandler((context) => takes(context, RouteParamtypes.BODY));
export const takesQuery = perHandler((context) => takes(context, RouteParamtypes.QUERY));

function takes(context: ExecutionContext, type: RouteParamtypes): boolean {
  const parameters = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  ) as Record<string, unknown> | undefined;
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${String(type)}:`));
}
