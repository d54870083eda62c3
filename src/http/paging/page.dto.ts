import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, ValidateBy, ValidateIf } from 'class-validator';
import { IntegerParameter } from '../validation/fields.decorator.js';

const IsAlone = () =>
  ValidateBy({
    name: 'alone',
    validator: {
      validate: (_value, context) => (context?.object as PageQuery).page === undefined,
      defaultMessage: () => 'cannot be combined with page; send one of the two',
    },
  });

/** Each list has cursors of its own: the example is one of the list on the sample data. */
const CursorParameter = (description: string, example: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: String,
      required: false,
      pattern: '^[A-Za-z0-9_-]+$',
      example,
      description,
    }),
    ValidateIf((_object, value: unknown) => value !== undefined),
    IsString({ message: 'must be text' }),
  );

/** The cursor of a page that can also be read by number. */
export const PageCursorParameter = (example: string): PropertyDecorator =>
  applyDecorators(
    CursorParameter('The `next_cursor` of the page before, instead of `page`.', example),
    IsAlone(),
  );

/** The page of a list whose response is an array: the next page is only in the `Link` header. */
export interface ArrayPageQuery {
  page_size: number;
  cursor?: string;
}

/** Its `page_size`. */
export const ArrayPageSizeParameter = (preset: number): PropertyDecorator =>
  IntegerParameter({
    optional: true,
    max: 1000,
    default: preset,
    description: 'Entries on a page, at most: one of long texts ends earlier, at about 1 MB.',
  });

/** Its `cursor`. */
export const ArrayCursorParameter = (example: string): PropertyDecorator =>
  CursorParameter('That of `rel="next"` in the `Link` header of the page before.', example);

/** The page of a list, by number or by cursor. */
export class PageQuery {
  @IntegerParameter({ optional: true, default: 1, description: 'Counted from 1.' })
  page?: number;

  @IntegerParameter({
    optional: true,
    max: 100,
    default: 20,
    description:
      'Items on a page, at most: one of about 1 MB ends earlier, and `next_cursor` and the link ' +
      '`next` lead to the item after it. Pages by number begin where they would otherwise.',
  })
  page_size = 20;

  @PageCursorParameter(
    '6vxdicMsXgtWeE8sWyItY3JlYXRlZF9hdCIsIlJCTnZvMVd6WjRvUiIsWyIyMDI2LTExLTI1VDA4OjEzOjA5LjI1N1oiLDRdXQ',
  )
  cursor?: string;
}

/** The paging fields of a list; each resource adds its own `items`. */
export class PageResponse {
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  @ApiProperty({ type: 'integer', example: 1, nullable: true, description: 'Null with a cursor.' })
  page!: number | null;

  @ApiProperty({ type: 'integer', example: 20 })
  page_size!: number;

  @ApiProperty({ type: 'integer', example: 3 })
  total_pages!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Sk3vZ1lWWy1jcmVhdGVkX2F0Il0',
    description:
      'The `cursor` of the next page, stable under concurrent writes; null on the last page.',
  })
  next_cursor!: string | null;
}
