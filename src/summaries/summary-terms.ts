import type { DialectName } from '../config/database-url.js';

/** How each dialect says what an issue counts for; the triggers of the migration say the same. */
interface Terms {
  readonly createdDay: string;
  readonly resolvedDay: string;
  /** Whole milliseconds until the issue was resolved. */
  readonly milliseconds: string;
  /** The bucket of the milliseconds `ms`. */
  readonly bucket: string;
}

export const TERMS: Readonly<Record<DialectName, Terms>> = {
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
