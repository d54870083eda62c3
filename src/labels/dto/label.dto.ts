import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayCursorParameter,
  type ArrayPageQuery,
  ArrayPageSizeParameter,
} from '../../http/paging/page.dto.js';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { PatternField, TextField } from '../../http/validation/fields.decorator.js';
import { MAX_NAME_CHARACTERS } from './label-names.decorator.js';

const COLOR = {
  pattern: /^#[0-9A-Fa-f]{6}$/,
  message: 'must be a color such as #d73a4a',
  max: 7,
  optional: true,
  example: '#d73a4a',
};

const NAME = { min: 1, max: MAX_NAME_CHARACTERS, trimmed: true };

const DESCRIPTION = {
  max: 1000,
  blank: true,
  optional: true,
  nullable: true,
  example: 'Something does not work',
};

export class ListLabelsQuery implements ArrayPageQuery {
  @ArrayPageSizeParameter(1000)
  page_size = 1000;

  @ArrayCursorParameter('ivaxk4IDH4QHWyh4WyJsYWJlbHMiLCIiLFsiYnVnIiwxXV0')
  cursor?: string;
}

export class CreateLabelRequest {
  @TextField({ ...NAME, example: 'regression' })
  name!: string;

  @PatternField(COLOR)
  color?: string;

  @TextField(DESCRIPTION)
  description?: string | null;
}

export class UpdateLabelRequest {
  @TextField({ ...NAME, optional: true, example: 'bug' })
  name?: string;

  @PatternField(COLOR)
  color?: string;

  @TextField(DESCRIPTION)
  description?: string | null;
}

export class LabelResponse {
  @ApiProperty({ type: 'integer', example: 1 })
  id!: number;

  @ApiProperty({ example: 'bug' })
  name!: string;

  @ApiProperty({ example: '#d73a4a' })
  color!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Something does not work' })
  description!: string | null;

  @TimestampProperty()
  created_at!: string;

  @TimestampProperty()
  updated_at!: string;
}

export class CountedLabelResponse extends LabelResponse {
  @ApiProperty({ type: 'integer', example: 3, description: 'Issues that carry the label.' })
  issues_count!: number;
}
