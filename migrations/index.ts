import { CreateTracker1795392000000 } from './1795392000000-create-tracker.js';
import { CreateHistory1795393000000 } from './1795393000000-create-history.js';
import { SoftDelete1795393100000 } from './1795393100000-soft-delete.js';
import { CreateIdempotencyKeys1795393200000 } from './1795393200000-create-idempotency-keys.js';
import { CreateSearch1795393300000 } from './1795393300000-create-search.js';
import { CreateSummaries1795394000000 } from './1795394000000-create-summaries.js';
import { CreateApiTokens1795396000000 } from './1795396000000-create-api-tokens.js';
import { CreateMaintenanceRuns1795397000000 } from './1795397000000-create-maintenance-runs.js';
import { IndexPairsOfFilters1795398000000 } from './1795398000000-index-pairs-of-filters.js';
import { CountLabels1795398100000 } from './1795398100000-count-labels.js';
import { IndexPastComments1795398200000 } from './1795398200000-index-past-comments.js';
import { BlockResolutionTimes1795398300000 } from './1795398300000-block-resolution-times.js';
import { FillLinksByKey1795398400000 } from './1795398400000-fill-links-by-key.js';

/** Every migration, in the order in which they run. */
export const migrations = [
  CreateTracker1795392000000,
  CreateHistory1795393000000,
  SoftDelete1795393100000,
  CreateIdempotencyKeys1795393200000,
  CreateSearch1795393300000,
  CreateSummaries1795394000000,
  CreateApiTokens1795396000000,
  CreateMaintenanceRuns1795397000000,
  IndexPairsOfFilters1795398000000,
  CountLabels1795398100000,
  IndexPastComments1795398200000,
  BlockResolutionTimes1795398300000,
  FillLinksByKey1795398400000,
];
