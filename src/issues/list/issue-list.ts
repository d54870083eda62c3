import { hash } from 'node:crypto';
import { caseKey } from '../../common/text.js';
import type { IssueFilterQuery } from '../dto/list-issues.dto.js';
import { type UserReference, userReferenceOf } from '../../users/dto/user-reference.js';
import {
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../issue.entity.js';
import { parseSearch, type SearchQuery } from './search-query.js';

export const SORT_FIELDS = [
  'id',
  'created_at',
  'updated_at',
  'resolved_at',
  'priority',
  'status',
] as const;
export type SortField = (typeof SORT_FIELDS)[number];

/** The conditions of a list; undefined ones do not apply. */
export interface IssueFilter {
  readonly statuses?: readonly IssueStatus[] | undefined;
  readonly priorities?: readonly IssuePriority[] | undefined;
  /** One of these; with `namedAssignees` one of those too. */
  readonly assignees?: readonly UserReference[] | undefined;
  readonly namedAssignees?: readonly UserReference[] | undefined;
  readonly otherAssignees?: readonly UserReference[] | undefined;
  readonly creators?: readonly UserReference[] | undefined;
  /** Keys of label names: the issue has all of them, any, or none. */
  readonly labelKeys?: readonly string[] | undefined;
  readonly anyLabelKeys?: readonly string[] | undefined;
  readonly otherLabelKeys?: readonly string[] | undefined;
  readonly externalSource?: string | undefined;
  readonly externalId?: string | undefined;
  readonly search?: SearchQuery | undefined;
  readonly created?: Range | undefined;
  readonly updated?: Range | undefined;
  readonly resolved?: Range | undefined;
  /** Deleted issues instead of the others. */
  readonly deleted?: true | undefined;
}

/** Between the two timestamps, exclusive. */
export interface Range {
  readonly after?: Date | undefined;
  readonly before?: Date | undefined;
}

export interface Sort {
  readonly field: SortField | 'relevance';
  readonly descending: boolean;
}

export function filterOf(query: Omit<IssueFilterQuery, 'sort'>): IssueFilter {
  const { status, status_not, priority, priority_not, q, deleted, ...others } = query;
  const { assignee_id, assignee, assignee_not, created_by, ...unnamed } = others;
  const { label, label_any, label_not, external_source, external_id, ...dates } = unnamed;
  const { created_after, created_before, updated_after, updated_before, ...last } = dates;
  const { resolved_after, resolved_before, ...unread } = last;
  requireNone(unread);
  return {
    statuses: chosen(ISSUE_STATUSES, status, status_not),
    priorities: chosen(ISSUE_PRIORITIES, priority, priority_not),
    assignees: distinct(assignee_id, userReferenceOf),
    namedAssignees: distinct(assignee, userReferenceOf),
    otherAssignees: distinct(assignee_not, userReferenceOf),
    creators: distinct(created_by, userReferenceOf),
    labelKeys: distinct(label, labelKey),
    anyLabelKeys: distinct(label_any, labelKey),
    otherLabelKeys: distinct(label_not, labelKey),
    externalSource: external_source?.toLowerCase(),
    externalId: external_id,
    search: q === undefined || q.trim() === '' ? undefined : parseSearch(q),
    created: rangeOf(created_after, created_before),
    updated: rangeOf(updated_after, updated_before),
    resolved: rangeOf(resolved_after, resolved_before),
    deleted: deleted || undefined,
  } satisfies Record<keyof IssueFilter, unknown>;
}

/** What is asked for of all values that there are; undefined when anything is. */
const chosen = <Value>(
  all: readonly Value[],
  only: readonly Value[] | undefined,
  not: readonly Value[] | undefined,
): Value[] | undefined =>
  only === undefined && not === undefined
    ? undefined
    : all.filter((value) => (only ?? all).includes(value) && !not?.includes(value));

const distinct = <Value>(
  values: readonly string[] | undefined,
  of: (value: string) => Value,
): Value[] | undefined => values && [...new Set(values.map(of))];

const labelKey = (name: string) => caseKey(name.trim());

/** A compile error here means that a parameter is not read, and would be ignored. */
const requireNone = (unread: Readonly<Record<string, never>>) => unread;

const rangeOf = (after: Date | undefined, before: Date | undefined): Range | undefined =>
  after === undefined && before === undefined ? undefined : { after, before };

/** Filters by what the issues are counted by, beside their label: by assignees, and by all of them. */
export const COUNTED_USERS = ['assignees', 'namedAssignees', 'otherAssignees'] as const;
export const COUNTED_COLUMNS = ['statuses', 'priorities', ...COUNTED_USERS] as const;

/** Filters for which the number of issues is stored. */
const COUNTED: readonly (keyof IssueFilter)[] = [...COUNTED_COLUMNS, 'labelKeys'];

/** Filters that indexes in the order of creation support, each with one user or label. */
const INDEXED: readonly (keyof IssueFilter)[] = [
  'statuses',
  'priorities',
  'assignees',
  'namedAssignees',
  'labelKeys',
  'created',
];

/** Whether the number of the issues is kept: by status, priority, assignee and one label. */
export const isCounted = (filter: IssueFilter): boolean =>
  asksOnly(filter, COUNTED) && hasNoMoreThanOne(filter, 'labelKeys');

/** Whether indexes have the issues in this order, so that a page is read without its surroundings. */
export function isIndexed(filter: IssueFilter, sorts: readonly Sort[]): boolean {
  const [first] = sorts;
  if (sorts.length > 2 || first === undefined) return false;
  if (first.field === 'created_at')
    return (
      asksOnly(filter, INDEXED) &&
      hasNoMoreThanOne(filter, 'assignees', 'namedAssignees', 'labelKeys')
    );
  return (first.field === 'id' || first.field === 'updated_at') && asksOnly(filter, []);
}

const hasNoMoreThanOne = (
  filter: IssueFilter,
  ...names: readonly ('assignees' | 'namedAssignees' | 'labelKeys')[]
): boolean => names.every((name) => (filter[name] ?? []).length <= 1);

/** An allow-list: a filter that is missing in it is slower, but correct. */
export const asksOnly = (filter: IssueFilter, known: readonly (keyof IssueFilter)[]): boolean =>
  Object.entries(filter).every(
    ([name, condition]) => condition === undefined || (known as readonly string[]).includes(name),
  );

/** A short hash that is equal for equal filters. */
export function fingerprintOf(filter: IssueFilter): string {
  return hash('sha256', JSON.stringify(filter), 'base64url').slice(0, 12);
}

/** The requested sort, as text; by default a search is sorted by relevance. */
export const sortTextOf = (
  { sort }: Pick<IssueFilterQuery, 'sort'>,
  { search }: IssueFilter,
): string => sort ?? (search === undefined ? '-created_at' : RELEVANCE);

const RELEVANCE = '-relevance,-created_at';

const FIELDS = SORT_FIELDS.join('|');
export const SORT_PATTERN = new RegExp(`^-?(${FIELDS})(,-?(${FIELDS}))*$`);

/** Distinct fields, or the sort by relevance. */
export function isSortText(text: string): boolean {
  if (text === RELEVANCE) return true;
  const fields = text.split(',').map((part) => part.replace(/^-/, ''));
  return SORT_PATTERN.test(text) && new Set(fields).size === fields.length;
}

/** The keys of a sort text, and the id as a tie-breaker in the direction of the last key. */
export function parseSort(text: string): Sort[] {
  const keys = text.split(',').map((part) => ({
    field: part.replace(/^-/, '') as Sort['field'],
    descending: part.startsWith('-'),
  }));
  const unique = keys.findIndex(({ field }) => field === 'id');
  if (unique >= 0) return keys.slice(0, unique + 1);
  return [...keys, { field: 'id', descending: keys.at(-1)?.descending ?? true }];
}
