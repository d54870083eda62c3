import { ApiProperty, ApiSchema } from '@nestjs/swagger';

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

class VersionConflictResponse {
  @ApiProperty({ type: 'integer', example: 7 })
  id!: number;

  @ApiProperty({ type: 'integer', example: 3 })
  expected_version!: number;

  @ApiProperty({ type: 'integer', example: 4 })
  current_version!: number;
}

/** RFC 9457, as every error of the API is written. */
export class ProblemResponse {
  @ApiProperty({ example: 'urn:issue-tracker:problem:validation-failed' })
  type!: string;

  @ApiProperty({ example: 'Validation failed' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 422 })
  status!: number;

  @ApiProperty({ example: '/title: must not be blank' })
  detail!: string;

  @ApiProperty({ example: 'VALIDATION_FAILED' })
  code!: string;

  @ApiProperty({ example: '/issues' })
  instance!: string;

  @ApiProperty({ example: '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11' })
  request_id!: string;

  @ApiProperty({ type: [FieldErrorResponse], required: false, description: 'The bad fields.' })
  errors?: FieldErrorResponse[];

  @ApiProperty({ type: 'integer', required: false, example: 4, description: 'Of a stale version.' })
  current_version?: number;

  @ApiProperty({
    type: [String],
    required: false,
    example: ['title'],
    description: 'What has changed since the version that is stale.',
  })
  changed_fields?: string[];

  @ApiProperty({
    type: 'integer',
    isArray: true,
    required: false,
    example: [41, 42],
    description: 'The issues of a bulk call that do not exist.',
  })
  missing_ids?: number[];

  @ApiProperty({
    type: [VersionConflictResponse],
    required: false,
    description: 'The issues of a bulk call that are at another version.',
  })
  conflicts?: VersionConflictResponse[];

  @ApiProperty({
    required: false,
    example: 'admin',
    description: 'What the token would have to allow.',
  })
  required_scope?: string;

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 1500,
    description: 'Rows that were read of an import that failed on its way.',
  })
  total_rows?: number;

  @ApiProperty({
    type: 'integer',
    required: false,
    example: 1498,
    description: 'Those of them that are stored.',
  })
  successful?: number;
}
