import type { DialectName } from '../config/database-url.js';
import { FOLDS as POSTGRES_FOLDS } from '../../migrations/totals/postgres.js';

/**
 * What an issue counts for, as the triggers say it. A migration that changes the triggers brings
 * formulas of its own: then these are to be taken from there.
 */
export {
  BLOCK_SIZE,
  SUMMARY_TERMS,
  type SummaryTerms,
} from '../../migrations/baseline/summary-terms.js';
export { correctOpenings } from '../../migrations/openings/terms.js';

/** Transactions that make one row of the rows of each count; SQLite, with one writer, has only one. */
export const FOLDS: Readonly<Record<DialectName, readonly (readonly string[])[]>> = {
  sqlite: [],
  postgres: POSTGRES_FOLDS,
};
