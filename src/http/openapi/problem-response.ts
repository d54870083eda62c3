import { ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_CODES } from '../problem/problem-codes.js';

@ApiSchema({ name: 'FieldFaultResponse' })
class FieldErrorResponse {
  @ApiProperty({ required: false, example: '/title', description: 'RFC 6901, into the body' })
  pointer?: string;

  @ApiProperty({ required: false, example: 'page_size', description: 'in the query or path' })
  parameter?: string;

  @ApiProperty({ example: 'characters' })
  code!: string;

  @ApiProperty({ example: 'must not be blank' })
  detail!: string;
}

export class VersionConflictResponse {
  @ApiProperty({ type: 'integer', example: 7 })
  id!: number;

  @ApiProperty({ type: 'integer', example: 3 })
  expected_version!: number;

  @ApiProperty({ type: 'integer', example: 4 })
  current_version!: number;
}

/** The RFC 9457 document of every error of the API. */
export class ProblemResponse {
  @ApiProperty({ example: 'urn:issue-tracker:problem:validation-failed' })
  type!: string;

  @ApiProperty({ example: 'Validation failed' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 422 })
  status!: number;

  @ApiProperty({ example: '/title: must not be blank' })
  detail!: string;

  @ApiProperty({
    enum: Object.keys(PROBLEM_CODES),
    enumName: 'ProblemCode',
    example: 'VALIDATION_FAILED',
    description: 'What is wrong: docs/errors.md says what each means, and what to do.',
  })
  code!: string;

  @ApiProperty({ example: '/issues' })
  instance!: string;

  @ApiProperty({ example: '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11' })
  request_id!: string;

  @ApiProperty({ type: [FieldErrorResponse], required: false, description: 'The invalid fields.' })
  errors?: FieldErrorResponse[];

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 4,
    description: 'With a version conflict.',
  })
  current_version?: number;

  @ApiProperty({
    type: [String],
    required: false,
    example: ['title'],
    description: 'Fields that were changed since the version of the request.',
  })
  changed_fields?: string[];

  @ApiProperty({
    type: 'integer',
    isArray: true,
    required: false,
    example: [41, 42],
    description: 'Ids of a bulk request that do not exist.',
  })
  missing_ids?: number[];

  @ApiProperty({
    type: 'array',
    items: {
      oneOf: [
        { $ref: getSchemaPath(VersionConflictResponse) },
        { $ref: '#/components/schemas/RevertConflict' },
      ],
    },
    required: false,
    example: [{ id: 7, expected_version: 3, current_version: 4 }],
    description:
      'Issues of a bulk request that are at another version, or what has changed since a change that ' +
      'is to be reverted.',
  })
  conflicts?: object[];

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 0,
    description: 'Conflicts of a revert that are not listed.',
  })
  more_conflicts?: number;

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 3,
    description: 'The number of issues that a bulk request expected its filter to find.',
  })
  expected_count?: number;

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 4,
    description: 'The number of issues that the filter of a bulk request finds.',
  })
  current_count?: number;

  @ApiProperty({
    required: false,
    example: 'admin',
    description: 'The scope that the token needs.',
  })
  required_scope?: string;

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 1500,
    description: 'Rows read before an import failed.',
  })
  total_rows?: number;

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 1498,
    description: 'Rows stored before an import failed.',
  })
  successful?: number;
}
