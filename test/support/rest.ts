import { setTimeout as sleep } from 'node:timers/promises';

const REST_MS = 10;

/** What a client of a load does between two requests, so that what it loads has the processor too. */
export const rest = () => sleep(REST_MS);
