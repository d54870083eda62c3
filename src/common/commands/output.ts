/** One JSON document on standard output, and nothing else. */
export function printJson(document: unknown): void {
  console.log(JSON.stringify(document, null, 2));
}
