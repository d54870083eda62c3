import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsObject, Max, Min, ValidateBy, ValidateIf } from 'class-validator';
import {
  ArrayField,
  EnumField,
  IntegerField,
  IntegerParameter,
  MAX_ID,
  TextField,
} from '../../http/validation/fields.decorator.js';
import { caseKey, characterCount, isStorableText } from '../../common/text.js';
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
}

/** RFC 7396: absent fields are kept, null clears. */
export class UpdateIssueRequest {
  @TextField({ ...TITLE, optional: true })
  title?: string;

  @TextField({ ...DESCRIPTION, example: null })
  description?: string | null;

  @EnumField({ ...STATUS, optional: true })
  status?: IssueStatus;

  @EnumField({ ...PRIORITY, optional: true })
  priority?: IssuePriority;

  @IntegerField(ASSIGNEE)
  assignee_id?: number | null;

  @IntegerField({
    optional: true,
    example: 3,
    description: 'The version that the change was made from; required without If-Match.',
  })
  version?: number;
}

const labelNameError = (name: unknown): string | undefined => {
  if (typeof name !== 'string' || !isStorableText(name)) return 'must be well-formed text';
  if (name.trim() === '') return 'must not be blank';
  return characterCount(name.trim()) > 100 ? 'must have at most 100 characters' : undefined;
};

/** Names of 1 to 100 characters that differ regardless of case. */
export const IsLabelNames = () =>
  ValidateBy({
    name: 'label_names',
    validator: {
      validate: (value: unknown) => labelNamesError(value) === undefined,
      defaultMessage: (context) => labelNamesError(context?.value) ?? '',
    },
  });

function labelNamesError(value: unknown): string | undefined {
  if (!Array.isArray(value)) return undefined;
  const index = value.findIndex((name) => labelNameError(name) !== undefined);
  if (index >= 0) return `entry ${String(index)} ${labelNameError(value[index]) ?? ''}`;
  const keys = new Set(value.map((name) => caseKey(String(name))));
  return keys.size < value.length ? 'must be distinct, regardless of case' : undefined;
}

export class ReplaceLabelsRequest {
  @ApiProperty({ type: [String], maxItems: 100, example: ['bug', 'urgent'] })
  @Transform(({ value }: { value: unknown }) =>
    Array.isArray(value)
      ? value.map((name: unknown) => (typeof name === 'string' ? name.trim() : name))
      : value,
  )
  @IsLabelNames()
  @ArrayField({ min: 0, max: 100 })
  label_names!: string[];

  @IntegerField({
    optional: true,
    example: 3,
    description: 'The expected version; 409 when it differs.',
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

export class BulkStatusRequest {
  @ApiProperty({ type: 'array', items: { type: 'integer' }, maxItems: 10_000, example: [1, 2, 3] })
  @IsDistinct()
  @IsInt(ID_MESSAGE)
  @Min(1, ID_MESSAGE)
  @Max(MAX_ID, ID_MESSAGE)
  @ArrayField({ min: 1, max: 10_000 })
  issue_ids!: number[];

  @EnumField({ ...STATUS, example: 'resolved' })
  status!: IssueStatus;

  @ApiProperty({
    required: false,
    example: { '1': 4 },
    description: 'The version that each issue has to be at, by id.',
  })
  @ValidateIf((_object, value: unknown) => value !== undefined)
  @IsVersions()
  @IsObject({ message: 'must be an object' })
  versions?: Record<string, number>;
}

export class DeleteIssueQuery {
  @IntegerParameter({ optional: true, example: 3, description: 'The version to delete.' })
  version?: number;
}
