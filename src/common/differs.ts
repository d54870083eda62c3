/** Whether one of these plain values is not what the row has: else there is nothing to write. */
export function differs<Row extends object>(row: Row, values: Partial<Row>): boolean {
  return Object.entries(values).some(([name, value]) => row[name as keyof Row] !== value);
}
