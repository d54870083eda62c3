import type { Dialect } from '../../database/dialect.js';
import type { UserResponse } from './user.dto.js';

/** The fields of a `UserResponse` as SQL expressions of a row of `users`. */
export const userFields = (dialect: Dialect, user: string): Record<keyof UserResponse, string> => ({
  id: `${user}.id`,
  username: `${user}.username`,
  email: `${user}.email`,
  full_name: `${user}.full_name`,
  active: dialect.jsonBoolean(`${user}.active`),
  created_at: dialect.isoTimestamp(`${user}.created_at`),
  updated_at: dialect.isoTimestamp(`${user}.updated_at`),
});

/** The user with this id as a JSON object, or null. */
export const userOf = (dialect: Dialect, id: string): string =>
  `(SELECT ${dialect.jsonObject(userFields(dialect, 'person'))} FROM users person WHERE person.id = ${id})`;
