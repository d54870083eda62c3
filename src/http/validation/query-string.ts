import { type ParsedUrlQuery, parse } from 'node:querystring';
import { ValidationError } from '../../common/errors/coded-error.js';

/**
 * Every parameter of a query string, however many there are; a repeated one is a list.
 *
 * @throws ValidationError for a parameter whose percent-encoding is not one of UTF-8
 */
export function parseQuery(text: string | null | undefined): ParsedUrlQuery {
  const query = text ?? '';
  if (!isDecodable(query)) {
    const malformed = query.split('&').filter((pair) => !isDecodable(pair));
    throw new ValidationError(
      malformed.slice(0, MAX_LISTED_PARAMETERS).map((pair) => ({
        parameter: Object.keys(parse(pair))[0] ?? '',
        code: 'encoding',
        detail: 'has a "%" that is no valid percent-encoding of UTF-8',
      })),
    );
  }
  return parse(query, '&', '=', { maxKeys: 0 });
}

/** Malformed parameters that a response lists. */
const MAX_LISTED_PARAMETERS = 100;

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
