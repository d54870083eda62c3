import { CreateTracker1795392000000 } from './1795392000000-create-tracker.js';
import { CreateMaintenanceRuns1795397000000 } from './1795397000000-create-maintenance-runs.js';

/** Every migration, in the order in which they run. */
export const migrations = [CreateTracker1795392000000, CreateMaintenanceRuns1795397000000];
