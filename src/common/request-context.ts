import { AsyncLocalStorage } from 'node:async_hooks';
import type { Scope } from './scopes.js';

/** On whose behalf, and for which request, the present code runs. */
export interface RequestContext {
  readonly requestId: string;
  /** The user that the access control recognised; null for an anonymous caller or an operator. */
  actorId: number | null;
  /** What the caller's token allows; absent where tokens are not asked for. */
  scope?: Scope;
  /** Its transactions take as long as the data does; absent for ordinary requests. */
  isLongWork?: boolean;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Everything that `work` starts, however late, sees this context. */
export function withRequestContext<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** Undefined outside a request, as when the program starts. */
export const requestContext = (): RequestContext | undefined => contexts.getStore();
