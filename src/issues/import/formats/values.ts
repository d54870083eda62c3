/** The value in lower case, of which white space, hyphens and underscores are the same. */
const keyOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');

/** Translates the values of a tool; what it does not know stays as it is, and is an error of its row. */
export const translated =
  (values: Readonly<Record<string, string>>) =>
  (text: string): string =>
    values[keyOf(text)] ?? text;

export const isKnown = (values: Readonly<Record<string, string>>, text: string): boolean =>
  keyOf(text) in values;

/** Names that are separated by commas or semicolons, or are a list in JSON, of texts or of objects. */
export function namesIn(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) {
    try {
      return (JSON.parse(trimmed) as unknown[]).map(nameOf);
    } catch {
      // A name can begin with a bracket.
    }
  }
  return trimmed
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

const nameOf = (entry: unknown): string => {
  if (typeof entry === 'string') return entry;
  const { name, login } = (entry ?? {}) as { name?: unknown; login?: unknown };
  const text = login ?? name;
  return typeof text === 'string' ? text : '';
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** `2019-06-27 14:39:27` of GitLab and Redmine. */
const PLAIN = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: UTC)?$/;

/** `02/Jan/26 3:04 AM` of Jira. */
const NAMED_MONTH = /^(\d{1,2})\/([A-Za-z]{3})\/(\d{2}|\d{4}) (\d{1,2}):(\d{2}) ?([AP]M)?$/i;

/** `03/27/2015 03:40 PM` of Redmine in American English: only that has AM and PM. */
const AMERICAN = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{1,2}):(\d{2}) ([AP]M)$/i;

/** `Tue Nov 14 2023 18:35:03 GMT+0000 (GMT)` of Linear. */
const OF_JAVASCRIPT = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4}/;

/** As RFC 3339; a time without a zone is one of UTC. Other texts stay as they are, and are errors. */
export function timestampOf(text: string): string {
  const trimmed = text.trim();
  const [, day, time] = PLAIN.exec(trimmed) ?? [];
  if (day !== undefined && time !== undefined) return `${day}T${time}Z`;
  const [, date = '', name = '', year = '', hour = '', minute = '', half] =
    NAMED_MONTH.exec(trimmed) ?? [];
  if (name !== '') {
    const month = String(MONTHS.indexOf(name.toLowerCase()) + 1);
    return isoOf(year.length === 2 ? `20${year}` : year, month, date, [hour, minute, half]);
  }
  const american = AMERICAN.exec(trimmed);
  if (american) {
    const [, month = '', dayOfMonth = '', fullYear = '', ...clock] = american;
    return isoOf(fullYear, month, dayOfMonth, clock);
  }
  return OF_JAVASCRIPT.test(trimmed) ? new Date(trimmed).toISOString() : trimmed;
}

function isoOf(
  year: string,
  month: string,
  day: string,
  [hour = '', minute = '', half]: readonly (string | undefined)[],
): string {
  const twelve = half === undefined ? 0 : half.toLowerCase() === 'pm' ? 12 : 0;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + twelve;
  const two = (value: string | number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:00Z`;
}
