import { userJson } from './documents.mjs';

const TOP = `
  SELECT coalesce(json_agg(json_build_object(
    'assignee_id', top.id, 'assignee', ${userJson('assignee')}, 'resolved_count', top.issues)
    ORDER BY top.issues DESC, top.id), '[]')::text
  FROM (SELECT assignee_id AS id, sum(issues) AS issues FROM resolution_blocks
        WHERE assignee_id > 0 GROUP BY 1 HAVING sum(issues) > 0
        ORDER BY issues DESC, id LIMIT $1) top
  JOIN users assignee ON assignee.id = top.id`;

const HOUR_MS = '3600000::float8';

/** Exact for a single issue; otherwise the middle of the bucket. */
const HOURS = `CASE WHEN issues = 1 THEN milliseconds / ${HOUR_MS} WHEN bucket = 0 THEN 0
  ELSE power(1.04::float8, bucket - 0.5::float8) / ${HOUR_MS} END`;

const percentile = (share) =>
  `min(hours) FILTER (WHERE seen >= greatest(1, ceil(${share}::float8 * total)))`;

const rounded = (hours) => `floor(${hours} * 100 + 0.5) / 100`;

/** In one statement, and not by way of blocks: the work of the database is not what is measured. */
const LATENCY = `
  WITH buckets AS (
    SELECT assignee_id, bucket, sum(issues) AS issues, sum(milliseconds)::float8 AS milliseconds
    FROM resolution_counts WHERE assignee_id > 0 GROUP BY 1, 2 HAVING sum(issues) > 0),
  ranked AS (
    SELECT assignee_id, issues, milliseconds, ${HOURS} AS hours,
      sum(issues) OVER (PARTITION BY assignee_id ORDER BY bucket) AS seen,
      sum(issues) OVER (PARTITION BY assignee_id) AS total
    FROM buckets),
  times AS (
    SELECT assignee_id AS id, sum(issues) AS issues,
      sum(milliseconds) / sum(issues)::float8 / ${HOUR_MS} AS average,
      ${percentile(0.5)} AS p50, ${percentile(0.9)} AS p90, ${percentile(0.95)} AS p95
    FROM ranked GROUP BY 1)
  SELECT coalesce(json_agg(json_build_object(
    'assignee_id', times.id, 'assignee', ${userJson('assignee')}, 'resolved_count', issues,
    'average_resolution_hours', ${rounded('average')}, 'p50_hours', ${rounded('p50')},
    'p90_hours', ${rounded('p90')}, 'p95_hours', ${rounded('p95')})
    ORDER BY average, times.id), '[]')::text
  FROM times JOIN users assignee ON assignee.id = times.id`;

export function reports(rowsOf) {
  const only = async (...query) => (await rowsOf(...query))[0][0];
  return {
    topAssignees: (limit) => only('top', TOP, [limit]),
    latency: () => only('latency', LATENCY, []),
  };
}
