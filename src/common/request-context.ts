import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogPosition } from './log-position.js';
import type { Scope } from './scopes.js';

/** The request and the user that the current code runs for. */
export interface RequestContext {
  readonly requestId: string;
  /** The authenticated user; null for an anonymous caller or an operator. */
  actorId: number | null;
  /** The scope of the caller's token; absent with AUTH_MODE=none and at the command line. */
  scope?: Scope;
  /** No statement timeout applies; absent for ordinary requests. */
  isLongWork?: boolean;
  /** Who sees their own writes in later requests: the token, or the address without one. */
  caller?: string;
  /** Reads have to include everything up to here: the caller has seen it. */
  required?: LogPosition | undefined;
  /** Where the log was when the first page of the list was read that this request continues. */
  listBegan?: LogPosition;
  /** Called when a transaction of the request has ended, whether it was stored or not. */
  onWritten?: (position: LogPosition) => void;
  /** The id of what the request has changed; absent when it has changed nothing. */
  changeId?: number | undefined;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and everything that it starts asynchronously, in this context. */
export function withRequestContext<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** Undefined outside a request, for instance during the start. */
export const requestContext = (): RequestContext | undefined => contexts.getStore();

/** Notes that the request has made this change. */
export function noteChange(id: number): void {
  const context = requestContext();
  if (context) context.changeId = id;
}

/** Returns a function that notes again what is noted now. */
export function rememberChange(): () => void {
  const context = requestContext();
  const changeId = context?.changeId;
  return () => {
    if (context) context.changeId = changeId;
  };
}
