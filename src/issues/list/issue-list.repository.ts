import { Injectable } from '@nestjs/common';
import type { Position } from '../../common/cursor.js';
import {
  beginsWithin,
  isSmallOffset,
  keyColumn,
  keysetPage,
  keysetValues,
  LOG_POSITION,
  orderBy,
  type Seek,
  selectKeys,
  shapeOfSeek,
  type SortKey,
  toPage,
} from '../../database/keyset.js';
import { LongReads } from '../../database/long-reads.js';
import { NamedStatement, StatementCache, type Values } from '../../database/named-statement.js';
import {
  documentOfShare,
  documentWithin,
  fitting,
  pageWithBytes,
  readPage,
  shareOf,
} from '../../database/page-bytes.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { ISSUE_MEMBERS, issueObject } from '../dto/issue.document.js';
import type { IssueResponse } from '../dto/issue-responses.dto.js';
import { ISSUE_PRIORITIES, ISSUE_STATUSES } from '../issue.entity.js';
import { conditionsOf, indexRanges, keptCount, matching, relevance } from './issue-conditions.js';
import { asksOnly, type IssueFilter, isCounted, isIndexed, type Sort } from './issue-list.js';

/** The documents of one page, and the total of all pages. */
export interface FoundPage {
  readonly documents: readonly string[];
  readonly total: number;
  /** Whether the page has fewer items than it could, since they would be too large together. */
  readonly isCut: boolean;
  /** The position of the last row when there are more. */
  readonly end: Position | undefined;
}

/** A row of a page; an empty page is one row, without keys. */
type Row = Readonly<Record<string, unknown>> & {
  readonly total: number | string;
  /** NULL when it is left out of a large page. */
  readonly document: string | null;
};

const LONG_TEXT = { table: 'issues', alias: 'sized', text: 'description' } as const;

@Injectable()
export class IssueListRepository {
  private readonly pages = new StatementCache();
  private settled: NamedStatement | undefined;

  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  /**
   * One page of a list, with its total, from one statement. A list without a kept total or an index for
   * its order, or from far behind, is read beside other requests, since it takes the longer the more
   * there is.
   *
   * @param members of each document, in the order of `ISSUE_MEMBERS`: each set of them is a statement
   */
  async findPage(
    filter: IssueFilter,
    sorts: readonly Sort[],
    seek: Seek,
    members: IssueMembers = ISSUE_MEMBERS,
  ): Promise<FoundPage> {
    const { dialect } = this.runner;
    const { sql, values } = conditionsOf(filter, dialect);
    const sort = sorts.map(({ field, descending }) => `${descending ? '-' : ''}${field}`);
    const words = filter.search?.required.length;
    const shape = [...sql, sort, shapeOfSeek(seek), words, members.join()].join(' & ');
    const parameters = {
      ...values,
      ...this.rankingOf(filter, sorts),
      ...keysetValues(seek),
      share: shareOf(seek.limit),
    };
    const isFast = isCounted(filter) && isIndexed(filter, sorts) && isSmallOffset(seek);
    const isPresent = (row: Row) => row[keyColumn(sorts.length - 1)] !== null;
    const found = await readPage<Row>((isLarge) => {
      const statement = this.pages.get(`${shape} ${String(isLarge)}`, () =>
        this.composePage({ filter, sorts, seek, members }, isLarge),
      );
      return isFast
        ? this.runner.select<Row>(statement, parameters)
        : this.readBeside(statement, parameters);
    }, isPresent);
    const present = found.filter(isPresent);
    const limit = Math.min(seek.limit, fitting(present));
    const { rows, end } = toPage(present, this.sortKeys(sorts, filter), limit);
    return {
      documents: rows.map(({ document }) => document ?? ''),
      total: Number(found[0]?.total ?? 0),
      isCut: limit < Math.min(seek.limit, present.length),
      end,
    };
  }

  /** Whatever is committed later has a later `updated_at` than this timestamp. */
  async findSettledUntil(): Promise<string> {
    this.settled ??= new NamedStatement(this.runner.dialect.settledUntil, this.runner.dialect);
    const statement = this.settled;
    // Of the primary, from which such lists are read too.
    const [row] = await this.runner.readLatest(() =>
      this.runner.select<{ settled: string }>(statement),
    );
    return row?.settled ?? '';
  }

  async count(filter: IssueFilter): Promise<number> {
    const { dialect } = this.runner;
    const number = isCounted(filter)
      ? keptCount(filter, dialect)
      : `SELECT COUNT(*) ${matching(filter, dialect)}`;
    const statement = new NamedStatement(`SELECT (${number}) AS total`, dialect);
    const [row] = await this.runner.select<{ total: number | string }>(
      statement,
      conditionsOf(filter, dialect).values,
    );
    return Number(row?.total ?? 0);
  }

  /** Part of a transaction: locks those that match, in the order of their ids; at most `limit`. */
  async lock(filter: IssueFilter, limit: number): Promise<number[]> {
    const { dialect } = this.runner;
    const statement = new NamedStatement(
      `SELECT issue.id ${matching(filter, dialect)} ORDER BY issue.id LIMIT :limit
       ${dialect.lockClauses.change}`,
      dialect,
    );
    const { values } = conditionsOf(filter, dialect);
    const rows = await this.runner.select<{ id: number }>(statement, { ...values, limit });
    return rows.map(({ id }) => id);
  }

  /** All that match, in the order of the keys, from one snapshot. @param columns of `EXPORTED_NAMES` */
  findAll(
    filter: IssueFilter,
    sorts: readonly Sort[],
    columns: readonly string[],
  ): AsyncGenerator<readonly ExportedIssue[]> {
    const { dialect } = this.runner;
    const keys = this.sortKeys(sorts, filter);
    const labels = `(SELECT ${dialect.jsonList('label.name')} ${LABELS_OF_ISSUE})`;
    const selected = columns.map(
      (name) => `${name === 'labels' ? labels : `issue.${name}`} AS "${name}"`,
    );
    const statement = new NamedStatement(
      `SELECT ${[selectKeys(keys), ...selected].join(', ')}
       ${matching(filter, dialect)} ${orderBy(keys)}`,
      dialect,
    );
    const { values } = conditionsOf(filter, dialect);
    return this.longReads.rows<ExportedIssue>(
      statement.text,
      statement.bind({ ...values, ...this.rankingOf(filter, sorts) }),
    );
  }

  /** @param found the name of a table of all issues that are sorted */
  sortKeys(sorts: readonly Sort[], { search }: IssueFilter, found?: string): SortKey[] {
    return sorts.map(({ field, descending }) => ({
      ...(field === 'relevance'
        ? { expression: relevance(search, this.runner.dialect, found).expression, kind: 'integer' }
        : SORT_KEYS[field]),
      descending,
    }));
  }

  private async readBeside(statement: NamedStatement, values: Values): Promise<Row[]> {
    const [rows = []] = await this.longReads.queryAll<Row>([
      [statement.text, statement.bind(values)],
    ]);
    return rows;
  }

  private rankingOf({ search }: IssueFilter, [first]: readonly Sort[]): Values {
    return first?.field === 'relevance' ? relevance(search, this.runner.dialect).values : {};
  }

  private composePage(
    { filter, sorts, seek, members }: PageShape,
    isLarge: boolean,
  ): NamedStatement {
    const { dialect } = this.runner;
    const keys = this.sortKeys(sorts, filter, 'found');
    // What a search finds is looked up once, for the total and for the page.
    const [found, all] =
      filter.search === undefined
        ? ['', matching(filter, dialect)]
        : [
            `WITH found AS MATERIALIZED (SELECT issue.id AS id ${matching(filter, dialect)})`,
            'FROM found JOIN issues issue ON issue.id = found.id WHERE true',
          ];
    const parts =
      sorts[0]?.field === 'created_at' && isIndexed(filter, sorts)
        ? indexRanges(filter, dialect, keys)
        : [{ from: all, keys }];
    const total = isCounted(filter)
      ? keptCount(filter, dialect)
      : `SELECT COUNT(*) ${found === '' ? all : 'FROM found'}`;
    const columns = keys.map((_key, index) => `page.${keyColumn(index)}`).join(', ');
    // Without a kept total, counting reads no fewer rows than the offset passes over.
    const within = isCounted(filter) ? beginsWithin(`(${total})`, seek) : undefined;
    const page = keysetPage(parts, seek.after, within);
    const document = documentOf(issueObject(dialect, 'issue', members), members, isLarge);
    return new NamedStatement(
      `${found} SELECT list.total, ${columns}, ${this.runner.logPosition} AS ${LOG_POSITION},
         ${document} AS document
       FROM (SELECT (${total}) AS total) list
       LEFT JOIN (${isLarge ? pageWithBytes(page, keys, LONG_TEXT) : page}) page ON 1 = 1
       LEFT JOIN issues issue ON issue.id = page.${keyColumn(keys.length - 1)}
       ${orderBy(keys, 'page.')}`,
      dialect,
      !isLarge && members === ISSUE_MEMBERS && isOfAll(filter, sorts),
    );
  }
}

/** There are few statements of all issues, and each has one plan: the order of an index. */
const isOfAll = (filter: IssueFilter, sorts: readonly Sort[]): boolean =>
  asksOnly(filter, []) && isIndexed(filter, sorts);

/** A row as the driver returns it, by the names of the CSV; `labels` is a JSON list. */
export type ExportedIssue = Readonly<Record<string, unknown>>;

type IssueMembers = readonly (keyof IssueResponse)[];

/** What the statement of a page depends on. */
interface PageShape {
  readonly filter: IssueFilter;
  readonly sorts: readonly Sort[];
  readonly seek: Seek;
  readonly members: IssueMembers;
}

/** Without the long text no page is too large. */
function documentOf(object: string, members: IssueMembers, isLarge: boolean): string {
  if (!members.includes(LONG_TEXT.text)) return object;
  return isLarge ? documentWithin(object) : documentOfShare(object, LONG_TEXT, 'issue');
}

const LABELS_OF_ISSUE = `FROM issue_labels link JOIN labels label ON label.id = link.label_id
  WHERE link.issue_id = issue.id`;

const rank = (column: string, values: readonly string[]): string =>
  `CASE issue.${column} ${values.map((value, index) => `WHEN '${value}' THEN ${String(index)}`).join(' ')} END`;

const SORT_KEYS: Readonly<
  Record<Exclude<Sort['field'], 'relevance'>, Omit<SortKey, 'descending'>>
> = {
  id: { expression: 'issue.id', kind: 'integer' },
  created_at: { expression: 'issue.created_at', kind: 'timestamp' },
  updated_at: { expression: 'issue.updated_at', kind: 'timestamp' },
  resolved_at: { expression: 'issue.resolved_at', kind: 'timestamp', nullable: true },
  priority: { expression: rank('priority', ISSUE_PRIORITIES), kind: 'integer' },
  status: { expression: rank('status', ISSUE_STATUSES), kind: 'integer' },
};
