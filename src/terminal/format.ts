/** 12,345 */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** "1 issue", "12,345 issues". */
export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** "512 bytes", "217.1 MB". */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  for (; value >= 1000 && unit < UNITS.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

/** "2026-11-29 08:47 UTC" for an ISO 8601 timestamp. */
export const formatTime = (timestamp: string): string =>
  `${timestamp.slice(0, 16).replace('T', ' ')} UTC`;

const SPANS: readonly (readonly [seconds: number, unit: string])[] = [
  [24 * 60 * 60, 'day'],
  [60 * 60, 'hour'],
  [60, 'minute'],
];

/** "3 hours", for a time in milliseconds. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const [span, unit] = SPANS.find(([length]) => seconds >= length) ?? [1, 'second'];
  return countOf(Math.max(0, Math.floor(seconds / span)), unit);
}

/** Lines of names and values; a value of several lines continues below its first one. */
export function formatFacts(facts: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(facts).map((name) => name.length)) + 2;
  return Object.entries(facts)
    .map(
      ([name, value]) => `${name.padEnd(width)}${value.replaceAll('\n', `\n${' '.repeat(width)}`)}`,
    )
    .join('\n');
}
