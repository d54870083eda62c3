import { Injectable } from '@nestjs/common';
import { type Cursor, cursorError, readCursor, writeCursor } from '../../common/cursor.js';
import type { JsonDocument } from '../../common/json-document.js';
import { toPageDocument } from '../../http/paging/page-document.js';
import { isPositionOf, type SortKey } from '../../database/keyset.js';
import { ISSUE_MEMBERS, membersOf } from '../dto/issue.document.js';
import type { IssuePageResponse } from '../dto/issue-responses.dto.js';
import type { ListIssuesQuery } from '../dto/list-issues.dto.js';
import {
  filterOf,
  fingerprintOf,
  type IssueFilter,
  isSortText,
  parseSort,
  type Sort,
  sortTextOf,
} from './issue-list.js';
import { IssueListRepository } from './issue-list.repository.js';

@Injectable()
export class IssueListService {
  constructor(private readonly issues: IssueListRepository) {}

  /** One page of the issues that match, with their number. @throws ValidationError for the cursor */
  async list(query: ListIssuesQuery): Promise<JsonDocument<IssuePageResponse>> {
    const filter = filterOf(query);
    const list = { filter: fingerprintOf(filter), sort: sortTextOf(query, filter) };
    const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
    if (cursor) requireSameList(cursor, list, query.sort !== undefined);
    const sort = cursor?.sort ?? list.sort;
    const sorts = parseSort(sort);
    if (cursor) requirePosition(this.issues.sortKeys(sorts, filter), cursor);
    const { page = 1, page_size, fields } = query;
    // Before the page is read: so what the page lacks is later.
    const watermark = isPolled(filter, sorts) ? await this.issues.findSettledUntil() : undefined;
    const seek = {
      after: cursor?.position,
      offset: cursor ? 0 : (page - 1) * page_size,
      limit: page_size,
    };
    const members = membersOf(ISSUE_MEMBERS, fields);
    const { end, ...found } = await this.issues.findPage(filter, sorts, seek, members);
    const nextCursor = end ? writeCursor({ ...list, sort, position: end }) : null;
    const document = toPageDocument<IssuePageResponse>({ ...found, nextCursor }, query);
    return watermark === undefined ? document : document.with({ watermark });
  }
}

/** Lists by `updated_at` are those of programs that look for changes. */
const isPolled = ({ updated }: IssueFilter, sorts: readonly Sort[]): boolean =>
  updated?.after !== undefined || sorts.some(({ field }) => field === 'updated_at');

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
  if (!isPositionOf(keys)(position))
    throw cursorError('is no valid cursor; begin with the first page');
}
