import type { Dialect } from '../../database/dialect.js';
import type { KeysetPart, SortKey } from '../../database/keyset.js';
import { listOf, type Values } from '../../database/named-statement.js';
import { ISSUE_PRIORITIES, ISSUE_STATUSES } from '../issue.entity.js';
import type { UserReference } from '../../users/dto/user-reference.js';
import { COUNTED_COLUMNS, COUNTED_USERS, type IssueFilter, type Range } from './issue-list.js';
import { FULL_TEXT } from './full-text.js';
import { isSatisfiable, type SearchColumn, type SearchQuery } from './search-query.js';

/** SQL conditions, and the values of their named parameters. */
export interface Conditions {
  readonly sql: readonly string[];
  readonly values: Values;
}

type ConditionsOf<Value> = (value: Value, dialect: Dialect, table: string) => Conditions;

/** One for each filter: a new one does not compile before it is here. */
const CONDITIONS: {
  readonly [Name in keyof IssueFilter]-?: ConditionsOf<Exclude<IssueFilter[Name], undefined>>;
} = {
  statuses: (statuses, _dialect, table) => oneOf(`${table}.status`, 'status', statuses),
  priorities: (priorities, _dialect, table) => oneOf(`${table}.priority`, 'priority', priorities),
  assignees: (users, _dialect, table) => oneUser(assigneeOf(table), 'assignee', users),
  namedAssignees: (users, _dialect, table) => oneUser(assigneeOf(table), 'named', users),
  otherAssignees: (users, _dialect, table) => oneUser(assigneeOf(table), 'other', users, 'NOT IN'),
  creators: (users) => {
    const { sql, values } = oneUser('coalesce(event.actor_id, 0)', 'creator', users);
    return {
      sql: [
        `issue.id IN (SELECT event.issue_id FROM issue_events event
          WHERE event.event_type = 'created' AND ${sql.join('')})`,
      ],
      values,
    };
  },
  labelKeys: (labelKeys) => ({
    sql: labelKeys.map(
      (_key, index) => `issue.id IN (SELECT link.issue_id FROM issue_labels link
        WHERE link.label_id = ${labelId(index)})`,
    ),
    values: listOf('label', labelKeys)[1],
  }),
  anyLabelKeys: (labelKeys) => {
    const [labels, values] = labelsOf('any_label', labelKeys);
    return {
      sql: [`issue.id IN (SELECT link.issue_id FROM issue_labels link WHERE ${labels})`],
      values,
    };
  },
  otherLabelKeys: (labelKeys) => {
    const [labels, values] = labelsOf('other_label', labelKeys);
    return {
      sql: [
        `NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.issue_id = issue.id AND ${labels})`,
      ],
      values,
    };
  },
  externalSource: (external_source) => ({
    sql: ['issue.external_source = :external_source'],
    values: { external_source },
  }),
  externalId: (external_id) => ({
    sql: ['issue.external_id = :external_id'],
    values: { external_id },
  }),
  created: (range, _dialect, table) => within(`${table}.created_at`, 'created', range),
  updated: (range) => within('issue.updated_at', 'updated', range),
  resolved: (range) => within('issue.resolved_at', 'resolved', range),
  search: found,
  deleted: () => ({ sql: ['issue.deleted_at IS NOT NULL'], values: {} }),
};

/** The conditions of some filters, or of all, for a table that has their columns. */
export function conditionsOf(
  filter: IssueFilter,
  dialect: Dialect,
  table = 'issue',
  names: readonly (keyof IssueFilter)[] = Object.keys(CONDITIONS) as (keyof IssueFilter)[],
): Conditions {
  const found = names.flatMap((name) => {
    const value = filter[name];
    return value === undefined
      ? []
      : [(CONDITIONS[name] as ConditionsOf<unknown>)(value, dialect, table)];
  });
  return {
    sql: found.flatMap(({ sql }) => sql),
    values: Object.assign({}, ...found.map(({ values }) => values)) as Values,
  };
}

/** FROM and WHERE of all matching issues. */
export function matching(filter: IssueFilter, dialect: Dialect): string {
  const present = filter.deleted ? [] : ['issue.deleted_at IS NULL'];
  return `FROM issues issue WHERE ${[...present, ...conditionsOf(filter, dialect).sql].join(' AND ')}`;
}

/**
 * The issues of a filter that `isIndexed`: one part for each status and priority, as an index has
 * them in the order of their creation. A label's links have copies of what is looked at.
 */
export function indexRanges(
  filter: IssueFilter,
  dialect: Dialect,
  keys: readonly SortKey[],
): KeysetPart[] {
  const { labelKeys, statuses, priorities, assignees, namedAssignees } = filter;
  const [from, table, id] = labelKeys
    ? [`FROM issue_labels link WHERE link.label_id = ${labelId(0)}`, 'link', 'link.issue_id']
    : ['FROM issues issue WHERE issue.deleted_at IS NULL', 'issue', 'issue.id'];
  const expressions = [`${table}.created_at`, id];
  const renamed = keys.map((key, index) => ({ ...key, expression: expressions[index] ?? id }));
  const shared = conditionsOf(filter, dialect, table, ['assignees', 'namedAssignees', 'created']);
  const common = [from, ...shared.sql];
  const part = (...conditions: string[]): KeysetPart => ({
    from: [...common, ...conditions].join(' AND '),
    keys: renamed,
  });
  const filters = [labelKeys, statuses, priorities, assignees, namedAssignees];
  if (filters.every((asked) => asked === undefined)) return [part()];
  const parts = namesOf('status', statuses, ISSUE_STATUSES).flatMap((status) =>
    namesOf('priority', priorities, ISSUE_PRIORITIES).map((priority) =>
      part(`${table}.status = ${status}`, `${table}.priority = ${priority}`),
    ),
  );
  return parts.length > 0 ? parts : [part(NEVER)];
}

/** SELECTs the number of the issues of a filter that `isCounted`, from the kept counts. */
export const keptCount = (filter: IssueFilter, dialect: Dialect): string =>
  `SELECT coalesce(SUM(counted.issues), 0) ${keptCounts(filter, dialect)}`;

/** FROM and WHERE of the kept counts, `counted`, of a filter that `isCounted`. */
export function keptCounts(filter: IssueFilter, dialect: Dialect): string {
  const conditions = [
    ...(filter.labelKeys ? [`counted.label_id = ${labelId(0)}`] : []),
    ...conditionsOf(filter, dialect, 'counted', COUNTED_COLUMNS).sql,
  ];
  // The totals are few rows, however many assignees there are.
  const kind = COUNTED_USERS.some((name) => filter[name] !== undefined) ? 'counts' : 'totals';
  const table = `${filter.labelKeys ? 'label' : 'issue'}_${kind}`;
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return `FROM ${table} counted ${where}`;
}

/** A search with more words or phrases is ranked by its first ones. */
const MAX_RANKED_PHRASES = 8;

/**
 * Each word counts 4 in the title, 2 in the description, 1 in a comment. Unlike bm25 this depends
 * on the issue alone, so that a cursor holds while others are written, and both databases agree.
 *
 * @param issues the name of a table of all issues that are ranked, if there is one
 */
export function relevance(
  search: SearchQuery | undefined,
  { name }: Dialect,
  issues?: string,
): { readonly expression: string; readonly values: Values } {
  const text = FULL_TEXT[name];
  const values: Record<string, unknown> = {};
  const ranked = (search?.required ?? []).slice(0, MAX_RANKED_PHRASES);
  const scores = ranked.map((phrase, index) => {
    const holds = (column: SearchColumn) => {
      const parameter = `${column}${String(index)}`;
      values[parameter] = text.expression([phrase], column);
      return text.isFound(`:${parameter}`, issues);
    };
    return `CASE WHEN ${holds('title')} THEN 4 WHEN ${holds('description')} THEN 2 ELSE 1 END`;
  });
  return { expression: scores.join(' + ') || '0', values };
}

/** The words of a search may be spread over an issue and its comments; those of a phrase may not. */
function found(search: SearchQuery, { name }: Dialect): Conditions {
  const text = FULL_TEXT[name];
  const { required, excluded } = search;
  const none = text.expression(excluded);
  const [, values] = listOf(
    'required',
    required.map((phrase) => text.expression([phrase])),
  );
  const all = Object.keys(values).map((parameter) => `:${parameter}`);
  return {
    sql: [
      ...(isSatisfiable(search) ? [] : [NEVER]),
      ...(all.length > 0 ? [text.hasAll(all)] : []),
      ...(none === '' ? [] : [text.hasNone(':excluded')]),
    ],
    values: { ...values, excluded: none },
  };
}

/** A condition that no row meets. */
const NEVER = '1 = 0';

const labelId = (index: number) =>
  `(SELECT label.id FROM labels label WHERE label.name_key = :label${String(index)})`;

/** `label_id` of a link is that of one of these labels, and the values of the parameters. */
function labelsOf(name: string, keys: readonly string[]): [string, Values] {
  const [names, values] = listOf(name, keys);
  const labels = `SELECT label.id FROM labels label WHERE label.name_key IN (${names})`;
  return [`link.label_id IN (${labels})`, values];
}

/** Unassigned is stored as 0 in links and counts, and in the index of issues. */
const assigneeOf = (table: string): string =>
  table === 'issue' ? 'coalesce(issue.assignee_id, 0)' : `${table}.assignee_id`;

/** The user is one of these, or none; a username that nobody has is nobody's id. */
function oneUser(
  expression: string,
  name: string,
  users: readonly UserReference[],
  operator: 'IN' | 'NOT IN' = 'IN',
): Conditions {
  const [, values] = listOf(name, users);
  const ids = Object.entries(values).map(([parameter, user]) =>
    typeof user === 'number'
      ? `:${parameter}`
      : `coalesce((SELECT account.id FROM users account
          WHERE account.username_key = :${parameter}), -1)`,
  );
  const isOne = operator === 'IN' && ids.length === 1;
  const condition = isOne ? `= ${ids.join('')}` : `${operator} (${ids.join(', ')})`;
  return { sql: [`${expression} ${condition}`], values };
}

function oneOf(column: string, name: string, values: readonly string[]): Conditions {
  if (values.length === 0) return { sql: [NEVER], values: {} };
  const [names, parameters] = listOf(name, values);
  return { sql: [`${column} IN (${names})`], values: parameters };
}

/** The parameters of the values that are asked for, or all values that there are. */
const namesOf = (name: string, asked: readonly string[] | undefined, all: readonly string[]) =>
  asked
    ? asked.map((_value, index) => `:${name}${String(index)}`)
    : all.map((value) => `'${value}'`);

function within(column: string, name: string, { after, before }: Range): Conditions {
  return {
    sql: [
      ...(after ? [`${column} > :${name}_after`] : []),
      ...(before ? [`${column} < :${name}_before`] : []),
    ],
    values: {
      ...(after ? { [`${name}_after`]: after.toISOString() } : {}),
      ...(before ? { [`${name}_before`]: before.toISOString() } : {}),
    },
  };
}
