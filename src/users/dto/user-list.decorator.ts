import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ValidateBy } from 'class-validator';
import { requestContext } from '../../common/request-context.js';
import { caseKey, isStorableText } from '../../common/text.js';
import { charactersSchema, MAX_ID } from '../../http/validation/fields.decorator.js';
import {
  CommaSeparated,
  IfGiven,
  Repeatable,
} from '../../http/validation/list-parameter.decorator.js';

/** Users of one filter. */
const MAX_USERS = 100;

const MAX_NAME_CHARACTERS = 100;

/** An id, as text. */
const ID = /^[1-9][0-9]{0,9}$/;

const isId = (value: unknown): boolean => ID.test(String(value)) && Number(value) <= MAX_ID;

/** The error of a value that refers to no user; undefined for a valid one. */
function referenceError(value: unknown): string | undefined {
  if (typeof value !== 'string' || !isStorableText(value)) return INVALID;
  const key = caseKey(value.trim());
  if (key === 'me' && typeof requestContext()?.actorId !== 'number') {
    return 'can be me only with a token, which says who that is';
  }
  const isValid = /^[0-9]+$/.test(key)
    ? isId(key)
    : key !== '' && key.length <= 2 * MAX_NAME_CHARACTERS;
  return isValid ? undefined : INVALID;
}

const INVALID = 'must be usernames, ids, me, or none';

const firstError = (values: unknown): string | undefined =>
  [values]
    .flat()
    .map(referenceError)
    .find((error) => error !== undefined);

const isUserList = (name: string, errorOf: (values: unknown) => string | undefined) =>
  applyDecorators(
    ArrayMaxSize(MAX_USERS, { message: `must be at most ${String(MAX_USERS)}` }),
    ValidateBy({
      name,
      validator: {
        validate: (values: unknown) => errorOf(values) === undefined,
        defaultMessage: (context) => errorOf(context?.value) ?? '',
      },
    }),
  );

/** Users by name or id; the parameter is repeated, since a username can have a comma. */
export const UserListParameter = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: charactersSchema(1, MAX_NAME_CHARACTERS, false),
      maxItems: MAX_USERS,
      required: false,
      example: ['alice'],
      description:
        `${description} Usernames, regardless of case, or ids; \`me\` is the user of the token, ` +
        '`none` is nobody. Repeated for several.',
    }),
    Repeatable(),
    IfGiven(),
    isUserList('user', firstError),
  );

const ID_OR_NONE = `^(none|${ID.source.slice(1, -1)})$`;

/** Users by id. */
export const UserIdListParameter = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', pattern: ID_OR_NONE },
      maxItems: MAX_USERS,
      required: false,
      example: ['1'],
      description:
        'The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated.',
    }),
    CommaSeparated(),
    IfGiven(),
    isUserList('assignee', (values) =>
      [values].flat().every((value) => value === 'none' || isId(value))
        ? undefined
        : `must be ids of users from 1 to ${String(MAX_ID)}, or none`,
    ),
  );
