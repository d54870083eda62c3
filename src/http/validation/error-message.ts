import type { ValidationError } from 'class-validator';

/** What a field has to be before anything else can be said of it. */
const FIRST = ['isDefined', 'isString', 'isInt', 'isBoolean', 'isArray', 'isObject'];

/** The one fault of a field worth naming: that it is missing, else that it has the wrong type. */
export function faultOf({
  constraints = {},
}: Pick<ValidationError, 'constraints'>): readonly [string, string] | undefined {
  const faults = Object.entries(constraints);
  return faults.find(([code]) => FIRST.includes(code)) ?? faults.at(-1);
}
