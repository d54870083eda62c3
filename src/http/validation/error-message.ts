import type { ValidationError } from 'class-validator';

/** Rules whose failure makes the other errors of a field meaningless. */
const FIRST = ['isDefined', 'isString', 'isInt', 'isBoolean', 'isArray', 'isObject'];

/** The one error to report for a field: that it is missing, else its type, else the last rule. */
export function firstError({
  constraints = {},
}: Pick<ValidationError, 'constraints'>): readonly [string, string] | undefined {
  const errors = Object.entries(constraints);
  return errors.find(([code]) => FIRST.includes(code)) ?? errors.at(-1);
}
