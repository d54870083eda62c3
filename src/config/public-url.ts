/** The URL under which clients reach the server, without a slash at its end; empty when none is given. */
export function parsePublicUrl(text: string): string {
  if (text === '') return '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.username && !url.password && !/[?#]/.test(text);
  if (!isPlain || !/^https?:\/\/[^/]/i.test(text)) {
    throw new Error(
      `must be a URL such as https://example.com/tracker, without a query, a fragment or a password, not "${text}"`,
    );
  }
  return url.href.replace(/\/+$/, '');
}
