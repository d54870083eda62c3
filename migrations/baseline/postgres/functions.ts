/** Functions and triggers by name, in the order in which they can be created. */
export interface Programs {
  /** By name and parameters. */
  readonly functions: Readonly<Record<string, string>>;
  readonly triggers: Readonly<Record<string, string>>;
}

export const triggerFunction = (statements: string) => `RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${statements}
  END $$`;
