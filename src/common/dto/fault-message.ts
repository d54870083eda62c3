import type { ValidationError } from 'class-validator';

/** The one fault of a field worth naming: that it is missing, else that it has the wrong type. */
export function faultOf({
  constraints = {},
}: Pick<ValidationError, 'constraints'>): readonly [string, string] | undefined {
  const faults = Object.entries(constraints);
  return faults.find(([code]) => code === 'isDefined') ?? faults.at(-1);
}
