import { applyDecorators } from '@nestjs/common';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { PageQuery } from '../../http/paging/page.dto.js';
import {
  BooleanParameter,
  PatternField,
  TextField,
} from '../../http/validation/fields.decorator.js';
import {
  EnumListParameter,
  IfGiven,
  MemberListParameter,
} from '../../http/validation/list-parameter.decorator.js';
import { TimestampParameter } from '../../http/validation/timestamp.decorator.js';
import { LabelListParameter } from '../../labels/dto/label-names.decorator.js';
import { UserIdListParameter, UserListParameter } from '../../users/dto/user-list.decorator.js';
import { EXPORTED_NAMES } from '../csv-columns.js';
import {
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../issue.entity.js';
import { isSortText, SORT_FIELDS, SORT_PATTERN } from '../list/issue-list.js';
import { haveFewWords, MAX_SEARCH_WORDS, phrasesIn } from '../list/search-query.js';
import { MAX_ID_CHARACTERS, SOURCE_PATTERN } from './external-id.dto.js';
import { DETAIL_MEMBERS, ISSUE_MEMBERS } from './issue.document.js';
import type { IssueDetailResponse, IssueResponse } from './issue-responses.dto.js';

const ANY_OF = 'One of these.';
const NONE_OF = 'None of these.';
const SPARSE =
  'Only these members, in the order of the schema, which describes a response with all of them.';

const IsSort = () =>
  ValidateBy({
    name: 'sort',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && SORT_PATTERN.test(value) && isSortText(value),
      defaultMessage: () =>
        `must be distinct fields of ${SORT_FIELDS.join(', ')}, comma-separated, - for descending`,
    },
  });

/** Distinct fields, comma-separated. */
const SortParameter = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: String,
      required: false,
      default: '-created_at',
      example: '-priority,created_at',
      pattern: SORT_PATTERN.source,
      description:
        `Of the fields ${SORT_FIELDS.map((field) => `\`${field}\``).join(', ')}: comma-separated, ` +
        '`-` for descending; nulls come last, ties go by id.',
    }),
    IfGiven(),
    IsSort(),
  );

/** More words would be looked up for too long. */
const HasFewWords = () =>
  ValidateBy({
    name: 'words',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || haveFewWords(phrasesIn(value)),
      defaultMessage: () => `must have at most ${String(MAX_SEARCH_WORDS)} words`,
    },
  });

/** The filters and the sort of lists, exports and bulk changes; all can be combined. */
export class IssueFilterQuery {
  @EnumListParameter(ISSUE_STATUSES, { name: 'IssueStatus', description: ANY_OF })
  status?: IssueStatus[];

  @EnumListParameter(ISSUE_STATUSES, { name: 'IssueStatus', description: NONE_OF })
  status_not?: IssueStatus[];

  @EnumListParameter(ISSUE_PRIORITIES, { name: 'IssuePriority', description: ANY_OF })
  priority?: IssuePriority[];

  @EnumListParameter(ISSUE_PRIORITIES, { name: 'IssuePriority', description: NONE_OF })
  priority_not?: IssuePriority[];

  @UserIdListParameter()
  assignee_id?: string[];

  @UserListParameter('The issue is assigned to one of these.')
  assignee?: string[];

  @UserListParameter('The issue is assigned to none of these; it may be unassigned.')
  assignee_not?: string[];

  @UserListParameter('The issue was created or imported by one of these, by their tokens.')
  created_by?: string[];

  @LabelListParameter('The issue has all of these.')
  label?: string[];

  @LabelListParameter('The issue has at least one of these.')
  label_any?: string[];

  @LabelListParameter('The issue has none of these.')
  label_not?: string[];

  @PatternField({
    optional: true,
    pattern: SOURCE_PATTERN,
    message: 'must be the name of a source, such as github',
    max: 50,
    example: 'github',
    description: 'The issue comes from this tracker, whatever its id there.',
  })
  external_source?: string;

  @TextField({
    optional: true,
    min: 1,
    max: MAX_ID_CHARACTERS,
    trimmed: true,
    example: '1234',
    description: 'The issue has this id in another tracker: with `external_source`, the only one.',
  })
  external_id?: string;

  @TextField({
    optional: true,
    max: 16_384,
    blank: true,
    example: 'login "wrong password" -mobile',
    description:
      'Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; ' +
      `at most ${String(MAX_SEARCH_WORDS)} words. ` +
      'Without `sort`, matches in titles come first, then in descriptions, then in comments; ' +
      'equal ones newest first.',
  })
  @HasFewWords()
  q?: string;

  @TimestampParameter('Issues created after this.')
  created_after?: Date;

  @TimestampParameter('Issues created before this.')
  created_before?: Date;

  @TimestampParameter(
    'Issues changed after this; for polling, `X-Changes-Watermark` of the response before.',
  )
  updated_after?: Date;

  @TimestampParameter('Issues changed before this.')
  updated_before?: Date;

  @TimestampParameter('Issues resolved after this.')
  resolved_after?: Date;

  @TimestampParameter('Issues resolved before this.')
  resolved_before?: Date;

  @BooleanParameter({
    optional: true,
    default: false,
    description:
      'The deleted issues instead of the others; `POST /issues/{id}/restore` brings one back.',
  })
  deleted?: boolean;

  @SortParameter()
  sort?: string;
}

export class ListIssuesQuery extends IntersectionType(PageQuery, IssueFilterQuery) {
  @MemberListParameter(ISSUE_MEMBERS, ['id', 'title', 'status'], SPARSE)
  fields?: (keyof IssueResponse)[];
}

export class ExportIssuesQuery extends IssueFilterQuery {
  @MemberListParameter(EXPORTED_NAMES, ['id', 'title', 'labels'], 'Only these columns.')
  fields?: string[];
}

export class IssueQuery {
  @MemberListParameter(DETAIL_MEMBERS, ['id', 'title', 'comments'], SPARSE)
  fields?: (keyof IssueDetailResponse)[];
}
