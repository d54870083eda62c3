import { Injectable } from '@nestjs/common';
import { nextCursorOf, positionIn } from '../common/cursor.js';
import { JsonDocument } from '../common/json-document.js';
import { isPositionOf } from '../database/keyset.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { toArrayDocument } from '../http/paging/page-document.js';
import type { TimelineEntryResponse, TimelineQuery } from './dto/timeline.dto.js';
import { EventNotFoundError, IssueNotFoundError } from './issue.errors.js';
import { IssueTimelineRepository, TIMELINE_ORDER } from './issue-timeline.repository.js';
import { IssuesService } from './issues.service.js';

@Injectable()
export class IssueTimelineService {
  constructor(
    private readonly timelines: IssueTimelineRepository,
    private readonly issues: IssuesService,
    private readonly runner: TransactionRunner,
  ) {}

  /** What happened to the issue, oldest first. @throws IssueNotFoundError, ValidationError for the cursor */
  async list(
    issueId: number,
    { page_size, cursor }: TimelineQuery,
  ): Promise<JsonDocument<TimelineEntryResponse[]>> {
    const list = { sort: 'timeline', filter: String(issueId) };
    const after = positionIn(list, cursor, isPositionOf(TIMELINE_ORDER));
    const found = await this.timelines.findPage(issueId, { after, offset: 0, limit: page_size });
    if (!found) throw new IssueNotFoundError(issueId);
    return toArrayDocument(found.documents, nextCursorOf(list, found.end));
  }

  /** One entry with its whole texts. @throws IssueNotFoundError, EventNotFoundError */
  async get(issueId: number, id: number): Promise<JsonDocument<TimelineEntryResponse>> {
    const document = await this.timelines.find(issueId, id);
    if (document !== undefined) return new JsonDocument(document);
    await this.runner.read(() => this.issues.requireExisting(issueId));
    throw new EventNotFoundError(issueId, id);
  }
}
