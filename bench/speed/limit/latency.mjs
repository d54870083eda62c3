const SHARES = [0.5, 0.9, 0.95];
const BLOCK_SIZE = 12;
const HOUR_MS = 3_600_000;
const NAMES = ['p50_hours', 'p90_hours', 'p95_hours'];

/**
 * The counts of each assignee, and for each percentile how many issues lie before its block; and the
 * buckets of these blocks, which have to be read. Rows are [assignee, block, issues, milliseconds].
 */
export function targetsOf(rows) {
  const assignees = new Map();
  for (const [id, block, issues, milliseconds] of rows) {
    let assignee = assignees.get(id);
    if (!assignee) assignees.set(id, (assignee = { issues: 0, milliseconds: 0, blocks: [] }));
    assignee.issues += Number(issues);
    assignee.milliseconds += Number(milliseconds);
    assignee.blocks.push([block, assignee.issues]);
  }
  const ranges = [];
  for (const [id, assignee] of assignees) {
    assignee.targets = SHARES.map((share) => targetOf(assignee, share));
    for (const block of new Set(assignee.targets.map((target) => target.block))) {
      ranges.push([id, block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE - 1]);
    }
  }
  return { assignees, ranges };
}

/** The nearest rank, in the block that it lies in. */
function targetOf({ issues, blocks }, share) {
  const rank = Math.max(1, Math.ceil(share * issues));
  const index = blocks.findIndex(([, seen]) => seen >= rank);
  return { block: blocks[index][0], rank: rank - (blocks[index - 1]?.[1] ?? 0) };
}

/** The report as JSON. Rows are [assignee, bucket, issues, milliseconds]; users are [id, JSON]. */
export function latencyOf(assignees, rows, users) {
  const buckets = new Map();
  for (const row of rows) addTo(buckets, row);
  const entries = users.map(([id, user]) => {
    const { issues, milliseconds, targets } = assignees.get(id);
    const average = milliseconds / issues / HOUR_MS;
    const hours = targets.map(({ block, rank }) => hoursAt(buckets.get(id * 1e6 + block), rank));
    const percentiles = NAMES.map((name, index) => `"${name}":${rounded(hours[index])}`);
    const text =
      `{"assignee_id":${id},"assignee":${user},"resolved_count":${issues},` +
      `"average_resolution_hours":${rounded(average)},${percentiles.join(',')}}`;
    return { id, average, text };
  });
  entries.sort((a, b) => a.average - b.average || a.id - b.id);
  return `[${entries.map(({ text }) => text).join(',')}]`;
}

const keyOf = ([id, bucket]) => id * 1e6 + Math.floor(bucket / BLOCK_SIZE);

function addTo(groups, row) {
  const key = keyOf(row);
  const group = groups.get(key);
  if (group) group.push(row);
  else groups.set(key, [row]);
}

function hoursAt(rows, rank) {
  let seen = 0;
  const [, bucket, issues, milliseconds] = rows.find((row) => (seen += Number(row[2])) >= rank);
  if (Number(issues) === 1) return Number(milliseconds) / HOUR_MS;
  return bucket === 0 ? 0 : 1.04 ** (bucket - 0.5) / HOUR_MS;
}

const rounded = (hours) => Math.round(hours * 100) / 100;
