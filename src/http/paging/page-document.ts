import { JsonDocument } from '../../common/json-document.js';
import type { PageQuery } from './page.dto.js';

/** The documents of one page, and the total number of items on all pages. */
export interface Slice {
  readonly documents: readonly string[];
  readonly total: number;
  readonly nextCursor: string | null;
  /** Whether the page has fewer items than it could, since they would be too large together. */
  readonly isCut: boolean;
}

/** The response of a list that is an array. */
export const toArrayDocument = <Entry>(
  documents: readonly string[],
  nextCursor: string | null,
): JsonDocument<Entry[]> =>
  new JsonDocument(`[${documents.join(',')}]`, {
    page: { page: null, totalPages: 0, nextCursor, isCut: false },
  });

/** The response of a paged list. */
export function toPageDocument<Page>(
  { documents, total, nextCursor, isCut }: Slice,
  { cursor, page = 1, page_size }: PageQuery,
): JsonDocument<Page> {
  const number = cursor === undefined ? page : null;
  const totalPages = Math.ceil(total / page_size);
  const rest = {
    total,
    page: number,
    page_size,
    total_pages: totalPages,
    next_cursor: nextCursor,
  };
  return new JsonDocument(`{"items":[${documents.join(',')}],${JSON.stringify(rest).slice(1)}`, {
    page: { page: number, totalPages, nextCursor, isCut },
  });
}
