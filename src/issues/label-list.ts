/** Label names in one cell: `;`-separated, with `\;` and `\\` for those characters themselves. */
export const joinLabels = (names: readonly string[]): string =>
  names.map((name) => name.replace(/[\\;]/g, '\\$&')).join(';');

export function splitLabels(cell: string): string[] {
  return [...`${cell};`.matchAll(/((?:\\[\\;]|[^;])*);/g)]
    .map(([, name = '']) => name.replace(/\\([\\;])/g, '$1').trim())
    .filter((name) => name !== '');
}
