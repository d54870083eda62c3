import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayField,
  IntegerField,
  IntegerParameter,
} from '../../http/validation/fields.decorator.js';
import {
  IsLabelNames,
  LABEL_NAME_SCHEMA,
  MAX_LABELS,
} from '../../labels/dto/label-names.decorator.js';

/** Distinct label names, trimmed. */
export function LabelNamesField({ optional = false, min = 0 } = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: LABEL_NAME_SCHEMA,
      ...(min > 0 ? { minItems: min } : {}),
      maxItems: MAX_LABELS,
      uniqueItems: true,
      required: !optional,
      example: ['bug', 'urgent'],
      description: 'Distinct regardless of case.',
    }),
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value)
        ? value.map((name: unknown) => (typeof name === 'string' ? name.trim() : name))
        : value,
    ),
    ArrayField({ optional, min, max: MAX_LABELS }),
    IsLabelNames(),
  );
}

const VERSION = { optional: true, example: 1 };
const EXPECTED = 'The expected version; 409 when it differs.';

export class ReplaceLabelsRequest {
  @LabelNamesField()
  label_names!: string[];

  @IntegerField({ ...VERSION, description: EXPECTED })
  version?: number;
}

export class AddLabelsRequest {
  @LabelNamesField({ min: 1 })
  label_names!: string[];

  @IntegerField({ ...VERSION, description: EXPECTED })
  version?: number;
}

export class RemoveLabelQuery {
  @IntegerParameter({ ...VERSION, description: EXPECTED })
  version?: number;
}
