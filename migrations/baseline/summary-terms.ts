import type { Dialect } from './columns.js';

/** The SQL of a dialect for what an issue is counted by. */
export interface SummaryTerms {
  readonly createdDay: string;
  readonly resolvedDay: string;
  /** Whole milliseconds until the issue was resolved. */
  readonly milliseconds: string;
  /** The bucket of the milliseconds `ms`: 0, or 1 + their logarithm to the base 1.04. */
  readonly bucket: string;
}

/**
 * The only definition of these formulas: a recount imports them too, because it has to agree with the
 * triggers. They are frozen with the triggers; a migration that changes them brings its own.
 */
export const SUMMARY_TERMS: Readonly<Record<Dialect, SummaryTerms>> = {
  sqlite: {
    createdDay: 'substr(created_at, 1, 10)',
    resolvedDay: 'substr(resolved_at, 1, 10)',
    milliseconds:
      "max(0, CAST(round((unixepoch(resolved_at, 'subsec') - unixepoch(created_at, 'subsec')) * 1000) AS integer))",
    bucket: 'CASE WHEN ms < 1 THEN 0 ELSE 1 + CAST(floor(ln(ms) / ln(1.04)) AS integer) END',
  },
  postgres: {
    createdDay: "to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    resolvedDay: "to_char(resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    milliseconds: 'greatest(0, round(extract(epoch FROM resolved_at - created_at) * 1000))::bigint',
    bucket:
      'CASE WHEN ms < 1 THEN 0 ELSE 1 + floor(ln(ms::double precision) / ln(1.04::double precision))::integer END',
  },
};

/** The number of adjacent buckets that a block is the sum of. */
export const BLOCK_SIZE = 12;
