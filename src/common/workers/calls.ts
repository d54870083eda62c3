import cluster, { type Worker } from 'node:cluster';
import { CodedError } from '../errors/coded-error.js';

/** What the other process may call, by name. Details and results are plain JSON. */
export type CallHandlers = Readonly<Record<string, (details: unknown) => Promise<unknown>>>;

interface Call {
  readonly ask: string;
  readonly call: number;
  readonly details: unknown;
}

interface Reply {
  readonly replyTo: number;
  readonly value?: unknown;
  readonly failure?: string;
}

type Send = (message: Call | Reply) => void;

/** The other process has exited, or has been busy for longer than `REPLY_TIMEOUT_MS`. */
class NoReplyError extends CodedError {
  constructor(question: string) {
    super('unavailable', 'TOO_BUSY', `No other process replied to "${question}"; try again.`);
  }
}

const REPLY_TIMEOUT_MS = 2_000;

const pending = new Map<number, (reply: Reply) => void>();
const handlers = new Map<string, CallHandlers[string]>();
let calls = 0;
let listening = false;

/** Asks the primary process that started this worker. */
export const askPrimary = <T>(question: string, details: unknown = null): Promise<T> =>
  ask(toPrimary, question, details);

/** Asks a worker of this primary process. */
export const askWorker = <T>(worker: Worker, question: string, details: unknown = null) =>
  ask<T>(to(worker), question, details);

/** Handles the calls of the primary, or of any worker, to this process. */
export function handleCalls(more: CallHandlers): void {
  for (const [question, work] of Object.entries(more)) handlers.set(question, work);
  listen();
}

function ask<T>(send: Send, question: string, details: unknown): Promise<T> {
  listen();
  calls += 1;
  const call = calls;
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => {
      if (pending.delete(call)) reject(new NoReplyError(question));
    };
    // A reply that arrived while this process was busy is read before the call fails.
    const late = setTimeout(() => setImmediate(giveUp), REPLY_TIMEOUT_MS);
    pending.set(call, ({ value, failure }) => {
      clearTimeout(late);
      if (failure === undefined) resolve(value as T);
      else reject(new Error(failure));
    });
    send({ ask: question, call, details });
  });
}

function listen(): void {
  if (listening) return;
  listening = true;
  if (cluster.isWorker) process.on('message', (message) => void receive(message, toPrimary));
  else cluster.on('message', (worker, message) => void receive(message, to(worker)));
}

async function receive(message: unknown, send: Send): Promise<void> {
  if (typeof message !== 'object' || message === null) return;
  if ('replyTo' in message) {
    const reply = message as Reply;
    pending.get(reply.replyTo)?.(reply);
    pending.delete(reply.replyTo);
  } else if ('ask' in message) {
    const { ask: question, call, details } = message as Call;
    try {
      send({ replyTo: call, value: await handlers.get(question)?.(details) });
    } catch (error) {
      send({ replyTo: call, failure: error instanceof Error ? error.message : String(error) });
    }
  }
}

const to =
  (worker: Worker): Send =>
  (message) => {
    // A worker may exit between its call and the reply.
    if (worker.isConnected()) worker.send(message, () => undefined);
  };

const toPrimary: Send = (message) => {
  if (process.connected) process.send?.(message);
};
