import { seededRandom } from '../../common/random.js';
import type { IssuePriority, IssueStatus } from '../../issues/issue.entity.js';
import * as words from './words.js';

/** A comment of a generated issue. */
export interface GeneratedComment {
  /** One of `USERNAMES`. */
  readonly author: string;
  readonly body: string;
  readonly createdAt: Date;
}

export interface GeneratedIssue {
  readonly title: string;
  readonly description: string;
  readonly status: IssueStatus;
  readonly priority: IssuePriority;
  readonly assignee: string | null;
  readonly labels: readonly string[];
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly comments: readonly GeneratedComment[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Issues are spread evenly over this time. */
const SPAN_MS = 730 * DAY_MS;

/** Priority, its share of the issues, and the median hours to resolution. */
const PRIORITIES = [
  ['low', 0.25, 400],
  ['medium', 0.45, 120],
  ['high', 0.22, 40],
  ['critical', 0.08, 8],
] as const;

/**
 * Issues of the two years before `until`, oldest first, the same ones for the same `seed` and `until`:
 * two labels and three comments each on the average, most of the old ones resolved, and every one
 * with a trace id that no other has.
 */
export function* generateIssues(
  count: number,
  { seed, until }: { seed: number; until: Date },
): Generator<GeneratedIssue> {
  const draw = new Draw(seededRandom(seed));
  for (let index = 0; index < count; index += 1) {
    const share = (index + draw.number()) / count;
    yield generateIssue(draw, new Date(until.getTime() - SPAN_MS * (1 - share)), until);
  }
}

function generateIssue(draw: Draw, createdAt: Date, until: Date): GeneratedIssue {
  const [priority, , halfResolved] = draw.weighted(PRIORITIES);
  const component = draw.one(words.COMPONENTS);
  const resolvedAt = resolution(draw, createdAt, halfResolved, until);
  const last = resolvedAt ?? new Date(Math.min(until.getTime(), createdAt.getTime() + 30 * DAY_MS));
  return {
    title: `${component} ${draw.one(words.SYMPTOMS)} ${draw.one(words.CONDITIONS)}`,
    description: [
      `${draw.one(words.OPENINGS)} the ${component.toLowerCase()} ${draw.one(words.SYMPTOMS)}`,
      `${draw.one(words.CONDITIONS)}. ${draw.one(words.EXPECTATIONS)}`,
      `Seen on ${draw.host()}, trace ${draw.trace()}.`,
    ].join(' '),
    status: resolvedAt ? (draw.number() < 0.3 ? 'closed' : 'resolved') : draw.openStatus(),
    priority,
    assignee: resolvedAt !== null || draw.number() < 0.7 ? draw.often(words.USERNAMES) : null,
    labels: draw.several(words.LABELS, 1 + Math.floor(draw.number() * 3)),
    createdAt,
    resolvedAt,
    comments: discussion(draw, createdAt, last),
  };
}

/** The time of resolution; null for some issues, and for a time after `until`. */
function resolution(draw: Draw, createdAt: Date, halfResolved: number, until: Date): Date | null {
  const neverIs = draw.number() < 0.12;
  const hours = halfResolved * Math.exp(1.2 * draw.normal());
  const resolved = createdAt.getTime() + Math.max(hours * HOUR_MS, 60_000);
  return neverIs || resolved >= until.getTime() ? null : new Date(resolved);
}

function discussion(draw: Draw, from: Date, to: Date): GeneratedComment[] {
  const shares = Array.from({ length: Math.floor(draw.number() * 7) }, () => draw.number());
  return shares
    .sort((a, b) => a - b)
    .map((share) => ({
      author: draw.often(words.USERNAMES),
      body: `${draw.one(words.REMARKS)} ${draw.one(words.REMARKS)}`,
      createdAt: new Date(from.getTime() + share * (to.getTime() - from.getTime())),
    }));
}

/** Random choices. */
class Draw {
  constructor(readonly number: () => number) {}

  one<T>(values: readonly T[]): T {
    return values[Math.floor(this.number() * values.length)] as T;
  }

  /** Prefers the first values. */
  often<T>(values: readonly T[]): T {
    return values[Math.floor(this.number() ** 2 * values.length)] as T;
  }

  several<T>(values: readonly T[], count: number): T[] {
    const drawn = new Set<T>();
    while (drawn.size < count) drawn.add(this.often(values));
    return [...drawn];
  }

  weighted<T extends readonly [unknown, number, ...unknown[]]>(values: readonly T[]): T {
    let left = this.number();
    const found = values.find(([, share]) => (left -= share) < 0);
    return (found ?? values.at(-1)) as T;
  }

  /** A standard normal value, by the Box–Muller transform. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.number())) * Math.cos(2 * Math.PI * this.number());
  }

  openStatus(): IssueStatus {
    return this.number() < 0.35 ? 'in_progress' : 'open';
  }

  /** One of 5,000. */
  host(): string {
    return `host${String(Math.floor(this.number() * 5_000)).padStart(4, '0')}`;
  }

  trace(): string {
    const half = () =>
      Math.floor(this.number() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return half() + half();
  }
}
