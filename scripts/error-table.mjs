/**
 * The table of codes in docs/errors.md.
 *
 * @param {Readonly<Record<string, { status?: number, meaning: string, action: string }>>} codes
 */
export function errorTable(codes) {
  const rows = Object.entries(codes).map(([code, { status, meaning, action }]) => [
    `\`${code}\``,
    ...(status === undefined ? [] : [String(status)]),
    meaning,
    action,
  ]);
  const hasStatus = rows.every(({ length }) => length === 4);
  return table([['code', ...(hasStatus ? ['status'] : []), 'meaning', 'what to do'], ...rows]);
}

/**
 * A Markdown table, aligned as Prettier would.
 *
 * @param {string[][]} rows
 */
function table([head = [], ...rows]) {
  const widths = head.map((_name, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
