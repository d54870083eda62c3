import { readFileSync } from 'node:fs';

/** The value that this share of the values does not exceed. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export const median = (values) => quantile(values, 0.5);

/** The least and the most of some ratios. */
export const spreadOf = (values) =>
  `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;

/** Resident megabytes of a process. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** A table whose first column is text and whose others are numbers. */
export function markdown(heading, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = heading.map((_, index) => (index === 0 ? '---' : '--:'));
  return [line(heading), line(rule), ...rows.map(line)].join('\n');
}
