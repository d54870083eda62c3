import { CreateTracker1795392000000 } from './1795392000000-create-tracker.js';
import { CreateApiTokens1795396000000 } from './1795396000000-create-api-tokens.js';

/** Every migration, in the order in which they run. */
export const migrations = [CreateTracker1795392000000, CreateApiTokens1795396000000];
