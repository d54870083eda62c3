/** Characters of a text that a list of events shows; the event itself has all of it. */
const MAX_SHOWN_CHARACTERS = 1_000;

type Details = Readonly<Record<string, unknown>>;

/**
 * The details with long texts cut and marked; null when there is nothing to cut. Stored with the event,
 * so that a page of events costs the same, however long the texts are.
 */
export function previewOf(details: Details): Details | null {
  const shown = Object.entries(details).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? beginningOf(value) : value,
  ]);
  if (shown.every(([name, value]) => value === details[name])) return null;
  return { ...Object.fromEntries(shown), truncated: true };
}

function beginningOf(text: string): string {
  if (text.length <= MAX_SHOWN_CHARACTERS) return text;
  // A character has at most two code units, so only the beginning need be taken apart.
  const characters = Array.from(text.slice(0, 2 * MAX_SHOWN_CHARACTERS));
  return characters.slice(0, MAX_SHOWN_CHARACTERS).join('');
}
