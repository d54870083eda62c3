import type { Dialect } from '../database/dialect.js';
import type { EventType } from '../history/issue-event.entity.js';
import type { CreateIssueRequest, UpdateIssueRequest } from './dto/issue-requests.dto.js';
import type { IssueResponse } from './dto/issue-responses.dto.js';
import { ENUM, type FieldKind, ID, LINE, TEXT } from './field-kinds.js';
import type { Issue } from './issue.entity.js';

/** Columns that the server alone writes, and relations. Every other column is a client's. */
type ServerColumn =
  | 'id'
  | 'version'
  | 'assignee'
  | 'labels'
  | 'comments'
  | 'commentsCount'
  | 'createdAt'
  | 'updatedAt'
  | 'resolvedAt'
  | 'externalSource'
  | 'externalId'
  | 'deletedAt';

export type IssueColumn = Exclude<keyof Issue, ServerColumn>;

type ApiName = keyof CreateIssueRequest &
  Exclude<keyof UpdateIssueRequest, 'version'> &
  keyof IssueResponse;

interface IssueField<Value> {
  /** In requests, responses, the history and the CSV. */
  readonly name: ApiName;
  /** How its values are compared, and how they are written in the CSV. */
  readonly kind: FieldKind<Value>;
  /** The history event of a change; the details of `updated` name the field. */
  readonly event: EventType;
  /** The default of a new issue; absent for a required field. */
  readonly initial?: Value;
  /** Whether the event `created` includes the value. */
  readonly isRecordedAtFirst: boolean;
}

/**
 * What a client writes of an issue: a row for each column, from which PATCH, insert, history and CSV
 * are derived. A column of the entity that is missing here does not compile, nor does a row that
 * the requests or the response have no field for.
 */
export const ISSUE_FIELDS = {
  title: { name: 'title', kind: LINE, event: 'updated', isRecordedAtFirst: true },
  description: {
    name: 'description',
    kind: TEXT,
    event: 'updated',
    initial: null,
    isRecordedAtFirst: false,
  },
  status: {
    name: 'status',
    kind: ENUM,
    event: 'status_changed',
    initial: 'open',
    isRecordedAtFirst: true,
  },
  priority: {
    name: 'priority',
    kind: ENUM,
    event: 'updated',
    initial: 'medium',
    isRecordedAtFirst: true,
  },
  assigneeId: {
    name: 'assignee_id',
    kind: ID,
    event: 'assigned',
    initial: null,
    isRecordedAtFirst: true,
  },
} as const satisfies { [Column in IssueColumn]: IssueField<Issue[Column]> };

/** The fields that a client writes, and a change of some of them. */
export type IssueValues = Pick<Issue, IssueColumn>;
export type IssueChange = Partial<IssueValues>;

type Request = Readonly<Partial<Record<ApiName, unknown>>>;

const FIELDS = Object.entries(ISSUE_FIELDS) as [IssueColumn, IssueField<unknown>][];

export const ISSUE_COLUMNS = FIELDS.map(([column]) => column);

/** The fields by their names, each with its property and the kind of its values. */
export const FIELD_CELLS = FIELDS.map(([property, { name, kind }]) => ({ property, name, kind }));

/** SQL of a member of a JSON document; `issue` is the alias of the table. */
export type MemberExpression = (dialect: Dialect, issue: string) => string;

/** The fields in a JSON document, by their names in it. */
export const FIELD_EXPRESSIONS = Object.fromEntries(
  FIELD_CELLS.map(({ name, kind }): [string, MemberExpression] => [
    name,
    (dialect, issue) => kind.inJson?.(dialect, `${issue}.${name}`) ?? `${issue}.${name}`,
  ]),
) as Record<ApiName, MemberExpression>;

/** The values of a new issue, with the defaults of the contract. */
export const initialValues = (request: CreateIssueRequest): IssueValues =>
  Object.fromEntries(
    FIELDS.map(([column, { name, initial }]) => [column, (request as Request)[name] ?? initial]),
  ) as unknown as IssueValues;

/** The fields that a request changes; absent fields are kept. */
export const differences = (issue: IssueChange, request: Request): IssueChange =>
  Object.fromEntries(
    FIELDS.filter(([column, { name, kind }]) => {
      const value = request[name];
      return value !== undefined && !kind.areEqual(value, issue[column]);
    }).map(([column, { name }]) => [column, request[name]]),
  );

/** The columns of the fields that a request has. */
export const fieldsOfRequest = (request: Request): IssueColumn[] =>
  FIELDS.filter(([, { name }]) => request[name] !== undefined).map(([column]) => column);

/** The columns of the fields with these names. */
export const columnsNamed = (names: ReadonlySet<string>): IssueColumn[] =>
  FIELDS.filter(([, { name }]) => names.has(name)).map(([column]) => column);

/** The names of the fields whose changes are events of this type. */
export const fieldsOfEvent = (type: EventType): string[] =>
  FIELDS.filter(([, { event }]) => event === type).map(([, { name }]) => name);

/** The history events of a change. */
export const changeEvents = (before: IssueChange, change: IssueChange) =>
  FIELDS.filter(([column]) => column in change).map(([column, { name, event }]) => ({
    type: event,
    details: {
      ...(event === 'updated' ? { field: name } : {}),
      from: before[column],
      to: change[column],
    },
  }));

/** The details of the event `created`. */
export const firstDetails = (issue: IssueValues): Record<string, unknown> =>
  Object.fromEntries(
    FIELDS.filter(([, { isRecordedAtFirst }]) => isRecordedAtFirst).map(([column, { name }]) => [
      name,
      issue[column],
    ]),
  );
