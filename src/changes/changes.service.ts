import { Injectable } from '@nestjs/common';
import { nextCursorOf, positionIn } from '../common/cursor.js';
import { JsonDocument } from '../common/json-document.js';
import { isPositionOf } from '../database/keyset.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { toArrayDocument } from '../http/paging/page-document.js';
import { ChangeNotFoundError } from './change.errors.js';
import {
  CHANGE_ORDER,
  type ChangeFilter,
  ChangesRepository,
  EVENT_ORDER,
} from './changes.repository.js';
import type {
  ChangeDetailResponse,
  ChangeEventsQuery,
  ChangeResponse,
  ListChangesQuery,
} from './dto/change.dto.js';

/** Every write that changed issues, and what it did. */
@Injectable()
export class ChangesService {
  constructor(
    private readonly changes: ChangesRepository,
    private readonly runner: TransactionRunner,
  ) {}

  /** One page, newest first. @throws ValidationError for the cursor */
  async list(query: ListChangesQuery): Promise<JsonDocument<ChangeResponse[]>> {
    const { page_size, cursor, kind, actor_id, issue_id, since, until } = query;
    const filter: ChangeFilter = { kind, actorId: actor_id, issueId: issue_id, since, until };
    const list = { sort: 'changes', filter: JSON.stringify(filter) };
    const after = positionIn(list, cursor, isPositionOf(CHANGE_ORDER));
    const found = await this.changes.findPage(filter, { after, offset: 0, limit: page_size });
    return toArrayDocument(found.documents, nextCursorOf(list, found.end));
  }

  /**
   * One change with a page of its events.
   *
   * @throws ChangeNotFoundError, ValidationError for the cursor
   */
  async get(
    id: number,
    { page_size, cursor }: ChangeEventsQuery,
  ): Promise<JsonDocument<ChangeDetailResponse>> {
    const list = { sort: 'change', filter: String(id) };
    const after = positionIn(list, cursor, isPositionOf(EVENT_ORDER));
    const [change, found] = await this.runner.read(async () => [
      await this.changes.findDocument(id),
      await this.changes.findEvents(id, { after, offset: 0, limit: page_size }),
    ]);
    if (change === undefined) throw new ChangeNotFoundError(id);
    const nextCursor = nextCursorOf(list, found.end);
    return new JsonDocument(`${change.slice(0, -1)},"events":[${found.documents.join(',')}]}`, {
      page: { page: null, totalPages: 0, nextCursor, isCut: false },
    });
  }
}
