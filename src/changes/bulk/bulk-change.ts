import type { CreateCommentRequest } from '../../comments/dto/comment-requests.dto.js';
import { type FieldError, ValidationError } from '../../common/errors/coded-error.js';
import { caseKey } from '../../common/text.js';
import { toPart } from '../../http/validation/validation.pipe.js';
import { filterOf, type IssueFilter } from '../../issues/list/issue-list.js';
import {
  BulkComment,
  BulkFields,
  BulkFilter,
  type BulkItem,
  type BulkRequest,
} from '../dto/bulk.dto.js';

/** A bulk request whose parts are valid. */
export interface BulkChange {
  readonly items: readonly BulkItem[] | undefined;
  readonly filter: IssueFilter | undefined;
  readonly expectedCount: number;
  readonly fields: BulkFields;
  readonly addedNames: readonly string[];
  readonly removedNames: readonly string[];
  readonly comment: CreateCommentRequest | undefined;
  readonly deletes: boolean;
}

/** @throws ValidationError */
export async function toBulkChange(request: BulkRequest): Promise<BulkChange> {
  const { items, filter, set, comment, add_labels = [], remove_labels = [] } = request;
  const errors = errorsOf(request);
  if (errors.length > 0) throw new ValidationError(errors);
  return {
    items,
    filter: filter && (await toFilter(filter)),
    expectedCount: request.expected_count ?? 0,
    fields: await toPart(BulkFields, set ?? {}, 'set'),
    addedNames: add_labels,
    removedNames: remove_labels,
    comment: comment && (await toPart(BulkComment, comment, 'comment')),
    deletes: request.delete ?? false,
  };
}

/** @throws ValidationError */
export const toFilter = async (filter: Readonly<Record<string, unknown>>): Promise<IssueFilter> =>
  filterOf(await toPart(BulkFilter, asQuery(filter), 'filter'));

/** What the rules of the single fields do not say. */
function errorsOf(request: BulkRequest): FieldError[] {
  const { items, filter, expected_count, set = {}, comment } = request;
  const { add_labels = [], remove_labels = [], delete: deletes = false } = request;
  const error = (pointer: string, code: string, detail: string) => ({ pointer, code, detail });
  const added = new Set(add_labels.map(caseKey));
  const changes = Object.keys(set).length + add_labels.length + remove_labels.length > 0;
  return [
    ...(items === undefined && filter === undefined
      ? [error('/items', 'defined', 'is required, unless there is a filter')]
      : []),
    ...(items !== undefined && filter !== undefined
      ? [error('/filter', 'alone', 'cannot be combined with items; send one of the two')]
      : []),
    ...(filter !== undefined && expected_count === undefined
      ? [error('/expected_count', 'defined', 'is required with a filter')]
      : []),
    ...(filter === undefined && expected_count !== undefined
      ? [error('/expected_count', 'alone', 'needs a filter')]
      : []),
    ...(changes || comment !== undefined || deletes
      ? []
      : [error('/set', 'defined', 'says what to change, unless labels, a comment or delete do')]),
    ...(remove_labels.some((name) => added.has(caseKey(name)))
      ? [error('/remove_labels', 'distinct', 'has a label of add_labels')]
      : []),
  ];
}

/** Numbers and booleans of JSON as a query string has them. */
const asQuery = (filter: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(asText) : asText(value),
    ]),
  );

const asText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
