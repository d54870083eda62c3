import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { charactersSchema } from '../../http/validation/fields.decorator.js';
import { IfGiven, Repeatable } from '../../http/validation/list-parameter.decorator.js';
import { caseKey, characterCount, isStorableText } from '../../common/text.js';

/** Labels of one issue, or of one filter. */
export const MAX_LABELS = 100;

/** Code points of a label's name. */
export const MAX_NAME_CHARACTERS = 100;

/** The rule for one label name, for the OpenAPI document. */
export const LABEL_NAME_SCHEMA = charactersSchema(1, MAX_NAME_CHARACTERS, false);

/** The rule for one label name; undefined when it is valid. */
export const labelNameError = (name: unknown): string | undefined => {
  if (typeof name !== 'string' || !isStorableText(name)) return 'must be well-formed text';
  if (name.trim() === '') return 'must not be blank';
  return characterCount(name.trim()) > MAX_NAME_CHARACTERS
    ? `must have at most ${String(MAX_NAME_CHARACTERS)} characters`
    : undefined;
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

/** Names of labels in a filter; the parameter is repeated, since a name can have a comma. */
export const LabelListParameter = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: LABEL_NAME_SCHEMA,
      maxItems: MAX_LABELS,
      required: false,
      example: ['bug'],
      description: `${description} Names of labels, regardless of case; repeated for several.`,
    }),
    Repeatable(),
    IfGiven(),
    IsLabelFilter(),
  );

/** At most `MAX_LABELS` valid names, which may repeat: the labels of a filter. */
const IsLabelFilter = () =>
  ValidateBy({
    name: 'label_name',
    validator: {
      validate: (names: unknown) =>
        Array.isArray(names) &&
        names.length <= MAX_LABELS &&
        names.every((name) => labelNameError(name) === undefined),
      defaultMessage: () =>
        `must be at most ${String(MAX_LABELS)} names of 1 to ${String(MAX_NAME_CHARACTERS)} characters`,
    },
  });
