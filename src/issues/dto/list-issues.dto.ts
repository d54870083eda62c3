import { applyDecorators } from '@nestjs/common';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, Matches, ValidateBy, ValidateIf } from 'class-validator';
import { BooleanParameter, MAX_ID, TextField } from '../../http/validation/fields.decorator.js';
import { TimestampParameter } from '../../http/validation/timestamp.decorator.js';
import { PageQuery } from '../../http/paging/page.dto.js';
import {
  IsLabelFilter,
  LABEL_NAME_SCHEMA,
  MAX_LABELS,
} from '../../labels/dto/label-names.decorator.js';
import {
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../issue.entity.js';
import { haveFewWords, MAX_SEARCH_WORDS, phrasesIn } from '../list/search-query.js';
import { isSortText, SORT_FIELDS, SORT_PATTERN } from '../list/issue-list.js';

const IfGiven = () => ValidateIf((_object, value: unknown) => value !== undefined);

/** Several words of an enum: the parameter repeated, or comma-separated. */
const EnumListParameter = (values: readonly string[], name: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      enum: [...values],
      enumName: name,
      isArray: true,
      required: false,
      example: values.slice(0, 2),
      description: 'One of these; repeated or comma-separated, any of them.',
    }),
    Transform(({ value }: { value: unknown }) =>
      value === undefined
        ? undefined
        : [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : [part])),
    ),
    IfGiven(),
    IsIn(values, { each: true, message: `must be of ${values.join(', ')}` }),
  );

/** A label name; the parameter can be repeated. */
const LabelFilterParameter = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: LABEL_NAME_SCHEMA,
      maxItems: MAX_LABELS,
      required: false,
      example: ['bug'],
      description: 'The name of a label, regardless of case; repeated, the issue has all of them.',
    }),
    Transform(({ value }: { value: unknown }) =>
      value === undefined ? undefined : [value].flat(),
    ),
    IfGiven(),
    IsLabelFilter(),
  );

const ASSIGNEE_PATTERN = /^(none|[1-9][0-9]{0,9})$/;

/** The id of a user, or `none`. */
const AssigneeParameter = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: String,
      required: false,
      pattern: ASSIGNEE_PATTERN.source,
      example: '1',
      description: 'An id, or `none`.',
    }),
    Matches(ASSIGNEE_PATTERN, { message: 'must be the id of a user, or none' }),
    ValidateBy({
      name: 'assignee',
      validator: {
        validate: (value: unknown) => value === 'none' || Number(value) <= MAX_ID,
        defaultMessage: () => `must be an id from 1 to ${String(MAX_ID)}, or none`,
      },
    }),
    IfGiven(),
  );

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

/** The filters and the sort of the list and of the export; all can be combined. */
export class IssueFilterQuery {
  @EnumListParameter(ISSUE_STATUSES, 'IssueStatus')
  status?: IssueStatus[];

  @EnumListParameter(ISSUE_PRIORITIES, 'IssuePriority')
  priority?: IssuePriority[];

  @AssigneeParameter()
  assignee_id?: string;

  @LabelFilterParameter()
  label?: string[];

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

  @TimestampParameter('Issues changed after this.')
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

export class ListIssuesQuery extends IntersectionType(PageQuery, IssueFilterQuery) {}
