import { ApiProperty } from '@nestjs/swagger';
import { characterCount, isStorableText } from '../../common/text.js';
import { charactersSchema, IntegerField } from '../../http/validation/fields.decorator.js';
import { CreateIssueRequest } from './issue-requests.dto.js';

export const SOURCE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/;
export const MAX_ID_CHARACTERS = 200;

export const SOURCE_SCHEMA = { type: 'string', pattern: SOURCE_PATTERN.source, example: 'github' };
export const EXTERNAL_ID_SCHEMA = {
  ...charactersSchema(1, MAX_ID_CHARACTERS, false),
  example: '1234',
};

export const sourceError = (source: string): string | undefined =>
  SOURCE_PATTERN.test(source)
    ? undefined
    : 'must be 1 to 50 letters, digits, dots, hyphens and underscores, such as github';

export function externalIdError(id: string): string | undefined {
  if (!isStorableText(id)) return 'must be well-formed Unicode without NUL';
  const count = characterCount(id);
  return count > 0 && count <= MAX_ID_CHARACTERS
    ? undefined
    : `must have 1 to ${String(MAX_ID_CHARACTERS)} characters`;
}

/** Where an issue comes from: another tracker, in lower case, and the id that it has there. */
export interface ExternalId {
  readonly source: string;
  readonly id: string;
}

/** Sources are compared regardless of case. */
export const toExternalId = (source: string, id: string): ExternalId => ({
  source: source.toLowerCase(),
  id,
});

export class ExternalIdResponse implements ExternalId {
  @ApiProperty({ example: 'github' })
  source!: string;

  @ApiProperty({ example: '1234' })
  id!: string;
}

/** What is absent keeps its value in an issue that exists, and has its default in a new one. */
export class ExternalIssueRequest extends CreateIssueRequest {
  @IntegerField({
    optional: true,
    example: 1,
    description:
      'The version that the issue must have; 409 when it has another, or does not exist.',
  })
  version?: number;
}
