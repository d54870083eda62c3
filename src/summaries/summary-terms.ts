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
