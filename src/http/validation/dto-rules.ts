import { plainToInstance, TransformationType } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { ARRAY_MAX_SIZE, getMetadataStorage, ValidationTypes } from 'class-validator';

export type DtoClass = new () => object;

/** What the decorators of a DTO declare, gathered once per class. */
export interface DtoRules {
  /** The declared fields, in their order. */
  readonly fields: ReadonlySet<string>;
  /** By field, the rule that limits the length of its list. */
  readonly arrayMaxSizes: ReadonlyMap<string, Rule>;
  /**
   * Whether `validate` of class-validator would find no error. That one gathers the rules for each
   * object, and so is asked only what the errors are.
   */
  readonly isValid: (dto: object) => boolean;
  /** What `plainToInstance` of class-transformer makes of these values, which looks up its rules for each. */
  readonly toInstance: (values: readonly (readonly [name: string, value: unknown])[]) => object;
}

export function rulesOf(dto: DtoClass): DtoRules {
  const rules = known.get(dto) ?? gatherRules(dto);
  known.set(dto, rules);
  return rules;
}

const known = new WeakMap<DtoClass, DtoRules>();

type Rule = ReturnType<typeof decoratedRules>[number];

const decoratedRules = (dto: DtoClass) =>
  getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);

function gatherRules(dto: DtoClass): DtoRules {
  const rules = decoratedRules(dto);
  const fields = new Set(rules.map(({ propertyName }) => propertyName));
  const checks = [...fields].map((field) =>
    checkOf(
      field,
      rules.filter(({ propertyName }) => propertyName === field),
    ),
  );
  return {
    fields,
    arrayMaxSizes: new Map(
      rules
        .filter(({ name }) => name === ARRAY_MAX_SIZE)
        .map((rule) => [rule.propertyName, rule] as const),
    ),
    isValid: (object) => checks.every((isValid) => isValid(object as Record<string, unknown>)),
    toInstance: instanceMaker(dto, fields),
  };
}

function instanceMaker(dto: DtoClass, fields: ReadonlySet<string>): DtoRules['toInstance'] {
  const conversions = new Map(
    [...fields].map((field) => [
      field,
      defaultMetadataStorage
        .findTransformMetadatas(dto, field, TransformationType.PLAIN_TO_CLASS)
        .map(({ transformFn }) => transformFn as (parameters: { value: unknown }) => unknown),
    ]),
  );
  return (values) => {
    // Objects in the values are left to class-transformer.
    if (!values.every(([, value]) => isFlat(value))) {
      return plainToInstance(dto, Object.fromEntries(values), { exposeDefaultValues: true });
    }
    const instance = new dto() as Record<string, unknown>;
    for (const [name, value] of values) {
      instance[name] = (conversions.get(name) ?? []).reduce<unknown>(
        (converted, convert) => convert({ value: converted }),
        value,
      );
    }
    return instance;
  };
}

const isFlat = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isPrimitive) : isPrimitive(value);

const isPrimitive = (value: unknown): boolean => typeof value !== 'object' || value === null;

type Check = (object: Record<string, unknown>, value: unknown) => boolean;

/** Whether a field passes all of its rules, or need not. */
function checkOf(
  field: string,
  rules: readonly Rule[],
): (object: Record<string, unknown>) => boolean {
  const isCondition = ({ type }: Rule) => type === ValidationTypes.CONDITIONAL_VALIDATION;
  const conditions = rules.filter(isCondition).map(({ constraints }) => constraints[0] as Check);
  const checks = rules.filter((rule) => !isCondition(rule)).map(ruleCheck);
  return (object) => {
    const value = object[field];
    return (
      conditions.some((applies) => !applies(object, value)) ||
      checks.every((passes) => passes(object, value))
    );
  };
}

function ruleCheck({ propertyName: property, constraintCls, constraints, each }: Rule): Check {
  const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  // What is checked in another way (a nested object, a promise) is left to class-validator.
  if (validators.length === 0) return () => false;
  return (object, value) => {
    const context = { targetName: object.constructor.name, property, object, value, constraints };
    const passes = (one: unknown) =>
      validators.every(({ instance }) => instance.validate(one, context) === true);
    return each && Array.isArray(value) ? value.every(passes) : passes(value);
  };
}
