import { ApiProperty } from '@nestjs/swagger';
import { IntegerParameter } from './fields.js';

/** `page` and `page_size` of a list. */
export class PageQuery {
  @IntegerParameter({ optional: true, default: 1, description: 'Counted from 1.' })
  page = 1;

  @IntegerParameter({ optional: true, max: 100, default: 20, description: 'Items on a page.' })
  page_size = 20;
}

/** Counts of a list; each resource adds its own `items`. */
export class PageResponse {
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  @ApiProperty({ type: 'integer', example: 1, nullable: true })
  page!: number | null;

  @ApiProperty({ type: 'integer', example: 20 })
  page_size!: number;

  @ApiProperty({ type: 'integer', example: 3 })
  total_pages!: number;
}

/** The rows of one page, and how many there are in all. */
export interface Slice<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

export function toPage<T, R>(
  { rows, total }: Slice<T>,
  query: PageQuery,
  map: (row: T) => R,
): PageResponse & { items: R[] } {
  return {
    items: rows.map(map),
    total,
    page: query.page,
    page_size: query.page_size,
    total_pages: Math.ceil(total / query.page_size),
  };
}
