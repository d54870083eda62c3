import { Injectable } from '@nestjs/common';
import { type Cursor, cursorError, readCursor, writeCursor } from '../../common/cursor.js';
import type { Slice } from '../../http/paging/page.dto.js';
import { isPositionOf, type Seek, type SortKey } from '../../database/keyset.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import type { ListIssuesQuery } from '../dto/list-issues.dto.js';
import type { Issue } from '../issue.entity.js';
import {
  filterOf,
  fingerprintOf,
  isCounted,
  isIndexed,
  isSortText,
  type IssueFilter,
  parseSort,
  type Sort,
  sortTextOf,
} from './issue-list.js';
import { IssueListRepository } from './issue-list.repository.js';

@Injectable()
export class IssueListService {
  constructor(
    private readonly issues: IssueListRepository,
    private readonly runner: TransactionRunner,
  ) {}

  /** One page of the issues that match, with their number. @throws ValidationError for the cursor */
  async list(query: ListIssuesQuery): Promise<Slice<Issue>> {
    const filter = filterOf(query);
    const list = { filter: fingerprintOf(filter), sort: sortTextOf(query, filter) };
    const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
    if (cursor) requireSameList(cursor, list, query.sort !== undefined);
    const sort = cursor?.sort ?? list.sort;
    const sorts = parseSort(sort);
    if (cursor) requirePosition(this.issues.sortKeys(sorts, filter), cursor);
    const { page = 1, page_size } = query;
    const found = await this.find(filter, sorts, {
      after: cursor?.position,
      offset: cursor ? 0 : (page - 1) * page_size,
      limit: page_size,
    });
    const { rows, total, end } = found;
    const nextCursor = end ? writeCursor({ ...list, sort, position: end }) : null;
    return { rows, total, nextCursor };
  }

  /** A short read is one snapshot; after a long one, an issue that it found may have changed. */
  private async find(filter: IssueFilter, sorts: readonly Sort[], seek: Seek) {
    if (isCounted(filter) && isIndexed(filter, sorts)) {
      return this.runner.read(async () => {
        const page = await this.issues.findPage(filter, sorts, seek);
        return { ...page, rows: await this.issues.findByIds(page.ids) };
      });
    }
    const page = await this.issues.searchPage(filter, sorts, seek);
    return { ...page, rows: await this.runner.readLatest(() => this.issues.findByIds(page.ids)) };
  }
}

function requireSameList(
  cursor: Cursor,
  { filter, sort }: Omit<Cursor, 'position'>,
  sortGiven: boolean,
): void {
  if (!isSortText(cursor.sort)) throw cursorError('is no valid cursor; begin with the first page');
  if (cursor.filter !== filter) {
    throw cursorError('belongs to other filters; send the filters that it was made with');
  }
  if (sortGiven && cursor.sort !== sort) {
    throw cursorError('belongs to another sort; leave sort out, or begin with the first page');
  }
}

function requirePosition(keys: readonly SortKey[], { position }: Cursor): void {
  if (!isPositionOf(keys, position))
    throw cursorError('is no valid cursor; begin with the first page');
}
