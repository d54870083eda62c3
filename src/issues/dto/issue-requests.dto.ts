import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsObject, Max, Min, ValidateBy, ValidateIf } from 'class-validator';
import {
  ArrayField,
  EnumField,
  IntegerField,
  IntegerParameter,
  MAX_ID,
  TextField,
} from '../../http/validation/fields.decorator.js';
import { LabelNamesField } from './issue-labels.dto.js';
import {
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../issue.entity.js';

const TITLE = { min: 1, max: 500, trimmed: true, example: 'Fix login bug' };
const DESCRIPTION = { max: 100_000, blank: true, optional: true, nullable: true };
const STATUS = { values: ISSUE_STATUSES, name: 'IssueStatus' };
const PRIORITY = { values: ISSUE_PRIORITIES, name: 'IssuePriority' };
const ASSIGNEE = {
  optional: true,
  nullable: true,
  example: 1,
  description: 'An active user, or null.',
};

export class CreateIssueRequest {
  @TextField(TITLE)
  title!: string;

  @TextField({ ...DESCRIPTION, example: 'The button does nothing.' })
  description?: string | null;

  @EnumField({ ...STATUS, optional: true, default: 'open' })
  status?: IssueStatus;

  @EnumField({ ...PRIORITY, optional: true, default: 'medium' })
  priority?: IssuePriority;

  @IntegerField(ASSIGNEE)
  assignee_id?: number | null;

  @LabelNamesField({ optional: true })
  label_names?: string[];
}

/** RFC 7396: absent fields are kept, null clears. */
export class UpdateIssueRequest {
  @TextField({ ...TITLE, optional: true })
  title?: string;

  @TextField({ ...DESCRIPTION, example: 'Only since the upgrade.' })
  description?: string | null;

  @EnumField({ ...STATUS, optional: true, example: 'in_progress' })
  status?: IssueStatus;

  @EnumField({ ...PRIORITY, optional: true, example: 'high' })
  priority?: IssuePriority;

  @IntegerField(ASSIGNEE)
  assignee_id?: number | null;

  @IntegerField({
    optional: true,
    example: 1,
    description: 'The version that the change was made from; required without If-Match.',
  })
  version?: number;
}

const IsDistinct = () =>
  ValidateBy({
    name: 'distinct',
    validator: {
      validate: (value: unknown) => !Array.isArray(value) || new Set(value).size === value.length,
      defaultMessage: () => 'must be distinct',
    },
  });

const IsVersions = () =>
  ValidateBy({
    name: 'versions',
    validator: {
      validate: (value: unknown, context) => {
        if (typeof value !== 'object' || value === null) return true;
        const { issue_ids } = context?.object as { issue_ids?: unknown };
        const named = new Set(Array.isArray(issue_ids) ? issue_ids.map(String) : []);
        return Object.entries(value).every(
          ([id, version]) => named.has(id) && Number.isInteger(version) && Number(version) >= 1,
        );
      },
      defaultMessage: () => 'must map ids out of issue_ids to versions',
    },
  });

const ID_MESSAGE = { each: true, message: `must hold whole numbers from 1 to ${String(MAX_ID)}` };

/** 1 to 10,000 distinct ids. */
const IssueIdsField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: MAX_ID },
      minItems: 1,
      maxItems: 10_000,
      uniqueItems: true,
      example: [1, 2, 3],
    }),
    ArrayField({ min: 1, max: 10_000 }),
    Max(MAX_ID, ID_MESSAGE),
    Min(1, ID_MESSAGE),
    IsInt(ID_MESSAGE),
    IsDistinct(),
  );

/** Versions by id, of some of `issue_ids`. */
const VersionsField = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: { type: 'integer', minimum: 1 },
      selfRequired: false,
      example: { '1': 1 },
      description: 'The version that each issue has to be at, by its id in `issue_ids`.',
    }),
    IsObject({ message: 'must be an object' }),
    IsVersions(),
    ValidateIf((_object, value: unknown) => value !== undefined),
  );

export class BulkStatusRequest {
  @IssueIdsField()
  issue_ids!: number[];

  @EnumField({ ...STATUS, example: 'resolved' })
  status!: IssueStatus;

  @VersionsField()
  versions?: Record<string, number>;
}

export class DeleteIssueQuery {
  @IntegerParameter({ optional: true, example: 1, description: 'The version to delete.' })
  version?: number;
}
