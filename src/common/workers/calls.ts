import cluster, { type Worker } from 'node:cluster';
import { CodedError } from '../errors/coded-error.js';

/** What the other process may ask, by name. Details and answers are plain JSON. */
export type Answers = Readonly<Record<string, (details: unknown) => Promise<unknown>>>;

interface Question {
  readonly ask: string;
  readonly call: number;
  readonly details: unknown;
}

interface Answer {
  readonly answerTo: number;
  readonly value?: unknown;
  readonly failure?: string;
}

type Send = (message: Question | Answer) => void;

/** The other process has ended, or has been busy for too long. */
class UnansweredError extends CodedError {
  constructor(question: string) {
    super('unavailable', 'TOO_BUSY', `No other process answered "${question}"; try again.`);
  }
}

/** Milliseconds until a question counts as lost. */
const PATIENCE = 2_000;

const open = new Map<number, (answer: Answer) => void>();
const answers = new Map<string, Answers[string]>();
let calls = 0;
let listening = false;

/** Asks the primary process that started this worker. */
export const askPrimary = <T>(question: string, details: unknown = null): Promise<T> =>
  ask(toPrimary, question, details);

/** Asks a worker of this primary process. */
export const askWorker = <T>(worker: Worker, question: string, details: unknown = null) =>
  ask<T>(to(worker), question, details);

/** Answers what the primary, or any worker, asks of this process. */
export function answerCalls(more: Answers): void {
  for (const [question, work] of Object.entries(more)) answers.set(question, work);
  listen();
}

function ask<T>(send: Send, question: string, details: unknown): Promise<T> {
  listen();
  calls += 1;
  const call = calls;
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => {
      if (open.delete(call)) reject(new UnansweredError(question));
    };
    // An answer that came in while this process was busy itself is read before it gives up.
    const late = setTimeout(() => setImmediate(giveUp), PATIENCE);
    open.set(call, ({ value, failure }) => {
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
  if ('answerTo' in message) {
    const answer = message as Answer;
    open.get(answer.answerTo)?.(answer);
    open.delete(answer.answerTo);
  } else if ('ask' in message) {
    const { ask: question, call, details } = message as Question;
    try {
      send({ answerTo: call, value: await answers.get(question)?.(details) });
    } catch (error) {
      send({ answerTo: call, failure: error instanceof Error ? error.message : String(error) });
    }
  }
}

const to =
  (worker: Worker): Send =>
  (message) => {
    // A worker may end between its question and the answer.
    if (worker.isConnected()) worker.send(message, () => undefined);
  };

const toPrimary: Send = (message) => {
  if (process.connected) process.send?.(message);
};
