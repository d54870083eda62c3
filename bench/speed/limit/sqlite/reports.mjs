import { latencyOf, targetsOf } from '../latency.mjs';
import { userJson } from './documents.mjs';

const TOP = `
  SELECT json_group_array(json_object(
    'assignee_id', top.id, 'assignee', ${userJson('assignee')}, 'resolved_count', top.issues)
    ORDER BY top.issues DESC, top.id)
  FROM (SELECT assignee_id AS id, sum(issues) AS issues FROM resolution_blocks
        WHERE assignee_id > 0 GROUP BY 1 HAVING sum(issues) > 0
        ORDER BY issues DESC, id LIMIT ?) top
  JOIN users assignee ON assignee.id = top.id`;

/** On SQLite, which has one writer, a count is not spread over several rows. */
const BLOCKS = `
  SELECT assignee_id, block, issues, milliseconds FROM resolution_blocks
  WHERE assignee_id > 0 AND issues > 0 ORDER BY assignee_id, block`;

/** The buckets of some blocks, which come as [assignee, first bucket, last bucket]. */
const BUCKETS = `
  SELECT assignee_id, bucket, issues, milliseconds
  FROM json_each(?) wanted CROSS JOIN resolution_counts
  WHERE assignee_id = wanted.value ->> 0
    AND bucket BETWEEN wanted.value ->> 1 AND wanted.value ->> 2 AND issues > 0`;

const USERS = `SELECT id, ${userJson('users')} FROM users
  WHERE id IN (SELECT value FROM json_each(?))`;

/** `read` runs a function in one snapshot. */
export function reports(db, read) {
  const top = db.prepare(TOP).pluck();
  const [blocks, buckets, users] = [BLOCKS, BUCKETS, USERS].map((sql) => db.prepare(sql).raw());
  const latency = () =>
    read(() => {
      const { assignees, ranges } = targetsOf(blocks.all());
      const fine = buckets.all(JSON.stringify(ranges));
      return latencyOf(assignees, fine, users.all(JSON.stringify([...assignees.keys()])));
    });
  return { topAssignees: (limit) => top.get(limit), latency };
}
