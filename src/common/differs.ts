/** Whether one of these primitive values differs from the row's; otherwise no write is needed. */
export function differs<Row extends object>(row: Row, values: Partial<Row>): boolean {
  return Object.entries(values).some(([name, value]) => row[name as keyof Row] !== value);
}
