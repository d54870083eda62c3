import { plainToInstance, Transform } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ArrayField, PatternField, TextField } from '../../http/validation/fields.decorator.js';
import { firstError } from '../../http/validation/error-message.js';
import { TimestampField } from '../../http/validation/timestamp.decorator.js';
import { unguardFormula } from '../../common/formula-guard.js';
import { CreateIssueRequest } from '../dto/issue-requests.dto.js';
import {
  type ExternalId,
  MAX_ID_CHARACTERS,
  SOURCE_PATTERN,
  toExternalId,
} from '../dto/external-id.dto.js';
import { EmailField } from '../../users/dto/email.decorator.js';
import type { NewUser } from '../../users/users.service.js';
import { IsLabelNames } from '../../labels/dto/label-names.decorator.js';
import { newIssue } from '../new-issue.js';
import type { NewIssue } from '../issue-writes.repository.js';
import type { LockedIssue } from '../issues.repository.js';
import { type CsvColumn, IMPORT_COLUMNS } from '../csv-columns.js';
import { splitLabels } from '../label-list.js';
import type { Cell, CsvRecord } from './csv-reader.js';

/** A row: the request that would create the issue, with labels and past timestamps. */
class ImportRequest extends CreateIssueRequest {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? splitLabels(value) : value,
  )
  @IsLabelNames()
  @ArrayField({ optional: true, min: 0, max: 100 })
  labels?: string[];

  @TextField({ min: 3, max: 100, trimmed: true, optional: true })
  assignee?: string;

  @EmailField({ optional: true })
  assignee_email?: string;

  @PatternField({
    optional: true,
    pattern: SOURCE_PATTERN,
    message: 'must be the name of a source, such as github',
    max: 50,
  })
  external_source?: string;

  @TextField({ min: 1, max: MAX_ID_CHARACTERS, trimmed: true, optional: true })
  external_id?: string;

  @TimestampField()
  created_at?: Date;

  @TimestampField()
  resolved_at?: Date;
}

/** The issue that a record describes, and all errors of the record. */
export interface ImportRow {
  readonly rowNumber: number;
  /** Detects whether a repeated import sends the same file. */
  readonly fingerprint: string;
  /** Null when the row names no assignee, or an invalid one. */
  readonly assigneeId: number | null;
  /** Who is assigned by name; null for a row with `assignee_id`. */
  readonly assignee: NewUser | null;
  /** Null for a row that comes from nowhere else. */
  readonly external: ExternalId | null;
  /** The present issue with that external id, once it was looked for. */
  readonly existing?: LockedIssue | undefined;
  /** What the row sets of the fields; blank cells are absent. */
  readonly fields: CreateIssueRequest;
  readonly issue: NewIssue;
  readonly labelNames: readonly string[];
  readonly errors: readonly string[];
}

/**
 * A row is valid if `POST /issues` would accept it; enums may be in any case.
 *
 * @param now the time of the import, the default of missing timestamps
 */
export function toImportRow(record: CsvRecord, now: Date): ImportRow {
  const { rowNumber, cells = NO_CELLS, errors, fingerprint } = record;
  const found = [...errors];
  const broken = new Set<string>();
  const read = ({ name, kind, maxCharacters }: CsvColumn): unknown => {
    const cell = checked(cells.get(name), maxCharacters);
    if (cell && 'error' in cell) {
      found.push(`${name}: ${cell.error}`);
      broken.add(name);
    }
    return cell && 'text' in cell && cell.text !== ''
      ? kind.fromCell(unguardFormula(cell.text))
      : undefined;
  };
  const values = Object.fromEntries(IMPORT_COLUMNS.map((column) => [column.name, read(column)]));
  // The id decides: the name beside it need not be that of a user here.
  if (values.assignee_id !== undefined) values.assignee = values.assignee_email = undefined;
  const request = plainToInstance(ImportRequest, values);
  // Nothing can be said of the cells of a record that cannot be taken apart.
  const invalid = new Map(
    record.cells ? validateSync(request).map((error) => [error.property, error]) : [],
  );
  for (const { name } of IMPORT_COLUMNS) {
    if (!invalid.has(name) || broken.has(name)) continue;
    const [, message = 'is invalid'] = firstError(invalid.get(name) ?? {}) ?? [];
    found.push(`${name}: ${message}${shown(cells.get(name))}`);
  }
  const external = externalOf(request);
  if (external === undefined) found.push('external_id: needs external_source, and that needs it');
  if (found.length === 0) found.push(...timeErrors(request, now));
  return {
    rowNumber,
    fingerprint,
    assigneeId: found.some((error) => error.startsWith('assignee_id'))
      ? null
      : (request.assignee_id ?? null),
    assignee: found.some((error) => error.startsWith('assignee')) ? null : assigneeOf(request),
    external: external ?? null,
    fields: request,
    issue: issueOf(request, now, external ?? undefined),
    labelNames: request.labels ?? [],
    errors: found,
  };
}

function assigneeOf({ assignee, assignee_email }: ImportRequest): NewUser | null {
  if (assignee === undefined) return null;
  return { username: assignee, email: assignee_email ?? undeliverableAddress(assignee) };
}

/** An address for somebody whose own is not known: `.invalid` has no mail server, by RFC 2606. */
const undeliverableAddress = (username: string): string =>
  `${username.replaceAll(/[\s@]+/g, '.')}@users.invalid`;

/** Undefined for half of one. */
function externalOf({ external_source: source, external_id: id }: ImportRequest) {
  if (source === undefined && id === undefined) return null;
  return source === undefined || id === undefined ? undefined : toExternalId(source, id);
}

function issueOf(request: ImportRequest, now: Date, external?: ExternalId): NewIssue {
  const { created_at, resolved_at } = request;
  const issue = newIssue(request, now, external);
  const createdAt = created_at ?? resolved_at ?? now;
  return { ...issue, createdAt, resolvedAt: resolved_at ?? issue.resolvedAt };
}

function timeErrors(request: ImportRequest, now: Date): string[] {
  const { status = 'open', created_at, resolved_at } = request;
  const future = (['created_at', 'resolved_at'] as const)
    .filter((column) => (request[column] ?? now) > now)
    .map((column) => `${column}: lies in the future`);
  if (resolved_at && status !== 'resolved' && status !== 'closed') {
    return [...future, `resolved_at: an issue that is ${status} has none`];
  }
  return created_at && resolved_at && resolved_at < created_at
    ? [...future, 'resolved_at: lies before created_at']
    : future;
}

const NO_CELLS: ReadonlyMap<string, Cell> = new Map();

/** The cell, or the error that it is too long to be looked at. */
const checked = (cell: Cell | undefined, maxCharacters = Infinity): Cell | undefined =>
  cell && 'text' in cell && cell.text.length > maxCharacters
    ? { error: `must have at most ${String(maxCharacters)} characters` }
    : cell;

const MAX_QUOTED_CHARACTERS = 40;

/** The value of a cell for a message, truncated. */
function shown(cell: Cell | undefined): string {
  const text = cell && 'text' in cell ? cell.text.trim() : '';
  if (text === '') return '';
  return `, not "${text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text}"`;
}
