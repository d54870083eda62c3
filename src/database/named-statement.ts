import type { Dialect } from './dialect.js';

/** The values of the parameters, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** A colon and a name, but neither a cast (`::text`) nor a part of a time format (`HH24:MI`). */
const PARAMETER = /(?<![:\w]):([a-z]\w*)/gi;

/** SQL of one shape, in which `:name` is a parameter: composed once, and run with different values. */
export class NamedStatement {
  /** With the placeholders of the dialect. */
  readonly text: string;
  private readonly names: readonly string[];

  /**
   * @param isKept whether PostgreSQL keeps its plan: for a few statements of one plan, which are sent often
   */
  constructor(
    sql: string,
    dialect: Dialect,
    readonly isKept = false,
  ) {
    const names: string[] = [];
    this.text = sql.replaceAll(PARAMETER, (_match, name: string) => {
      return dialect.placeholder(names.push(name));
    });
    this.names = names;
  }

  /** The values in the order of the placeholders. */
  bind(values: Values): unknown[] {
    return this.names.map((name) => values[name]);
  }
}

/** The parameters of a list for SQL, and their values. */
export function listOf(name: string, values: readonly unknown[]): readonly [string, Values] {
  const names = values.map((_value, index) => `${name}${String(index)}`);
  return [
    names.map((one) => `:${one}`).join(', '),
    Object.fromEntries(names.map((one, index) => [one, values[index]])),
  ];
}

/** More shapes than clients use; the oldest ones are composed again. */
const MAX_SHAPES = 500;

/** The statements of one kind by their shapes. */
export class StatementCache {
  private readonly statements = new Map<string, NamedStatement>();

  get(shape: string, compose: () => NamedStatement): NamedStatement {
    const known = this.statements.get(shape);
    if (known) return known;
    const composed = compose();
    const [oldest] = this.statements.keys();
    if (this.statements.size >= MAX_SHAPES && oldest !== undefined) this.statements.delete(oldest);
    this.statements.set(shape, composed);
    return composed;
  }
}
