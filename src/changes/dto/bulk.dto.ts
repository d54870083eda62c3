import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, getSchemaPath, OmitType } from '@nestjs/swagger';
import { IsObject, ValidateBy, ValidateIf } from 'class-validator';
import { CreateCommentRequest } from '../../comments/dto/comment-requests.dto.js';
import {
  ArrayField,
  BooleanField,
  IntegerField,
  MAX_ID,
} from '../../http/validation/fields.decorator.js';
import { MAX_BULK_ISSUES } from '../../issues/bulk-issues.service.js';
import { LabelNamesField } from '../../issues/dto/issue-labels.dto.js';
import { UpdateIssueRequest } from '../../issues/dto/issue-requests.dto.js';
import { IssueFilterQuery } from '../../issues/dto/list-issues.dto.js';
import { PreviewResponse } from '../../issues/dto/preview.dto.js';

/** What each of the issues gets; absent fields are kept, null clears. */
export class BulkFields extends OmitType(UpdateIssueRequest, ['version']) {}

/** The filters of the list. */
export class BulkFilter extends OmitType(IssueFilterQuery, ['sort', 'deleted']) {}

export class BulkComment extends CreateCommentRequest {}

export interface BulkItem {
  readonly id: number;
  readonly version?: number;
}

const isWhole = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_ID;

function itemsError(items: unknown): string | undefined {
  if (!Array.isArray(items)) return undefined;
  const index = items.findIndex((item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return true;
    const { id, version, ...others } = item as Partial<BulkItem>;
    const isVersion = version === undefined || isWhole(version);
    return !isWhole(id) || !isVersion || Object.keys(others).length > 0;
  });
  if (index >= 0)
    return `entry ${String(index)} must have an id and at most a version, whole numbers from 1`;
  const ids = new Set((items as BulkItem[]).map(({ id }) => id));
  return ids.size < items.length ? 'must have distinct ids' : undefined;
}

/** 1 to 10,000 issues with distinct ids. */
const ItemsField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'integer', minimum: 1, maximum: MAX_ID },
          version: { type: 'integer', minimum: 1, maximum: MAX_ID },
        },
        required: ['id'],
        additionalProperties: false,
      },
      minItems: 1,
      maxItems: MAX_BULK_ISSUES,
      required: false,
      example: [{ id: 1, version: 1 }, { id: 2 }],
      description: 'Issues with distinct ids, each at its version if that is given.',
    }),
    ArrayField({ optional: true, min: 1, max: MAX_BULK_ISSUES }),
    ValidateBy({
      name: 'items',
      validator: {
        validate: (value: unknown) => itemsError(value) === undefined,
        defaultMessage: (context) => itemsError(context?.value) ?? '',
      },
    }),
  );

/** An object whose members `toPart` validates. */
const PartField = (part: Type, description: string, example?: object): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      allOf: [{ $ref: getSchemaPath(part) }],
      required: false,
      description,
      ...(example ? { example } : {}),
    }),
    ValidateIf((_object, value: unknown) => value !== undefined),
    IsObject({ message: 'must be an object' }),
  );

export class BulkRequest {
  @ItemsField()
  items?: BulkItem[];

  @PartField(BulkFilter, 'The filters of the list, instead of `items`.', {
    label: ['bug'],
  })
  filter?: Readonly<Record<string, unknown>>;

  @IntegerField({
    optional: true,
    min: 0,
    max: MAX_BULK_ISSUES,
    example: 1,
    description: 'How many issues the filter has to find; required with it.',
  })
  expected_count?: number;

  @PartField(BulkFields, 'Fields that all issues get; absent ones are kept, null clears.', {
    priority: 'high',
  })
  set?: Readonly<Record<string, unknown>>;

  @LabelNamesField({ optional: true })
  add_labels?: string[];

  @LabelNamesField({ optional: true })
  remove_labels?: string[];

  @PartField(BulkComment, 'A comment on each issue.', {
    body: 'All at once.',
  })
  comment?: Readonly<Record<string, unknown>>;

  @BooleanField({
    optional: true,
    example: false,
    description: 'Hides the issues, as `DELETE /issues/{id}` does.',
  })
  delete?: boolean;
}

export class BulkResponse extends PreviewResponse {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 42,
    description: 'Null when nothing has changed, and of a dry run.',
  })
  change_id!: number | null;

  @ApiProperty({ type: 'integer', example: 2 })
  updated_count!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  unchanged_count!: number;

  @ApiProperty({
    type: 'array',
    items: { type: 'integer' },
    example: [1, 2],
    description: 'Those that have changed.',
  })
  issue_ids!: number[];
}
