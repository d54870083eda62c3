import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayCursorParameter,
  type ArrayPageQuery,
  ArrayPageSizeParameter,
} from '../../http/paging/page.dto.js';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { BooleanField, TextField } from '../../http/validation/fields.decorator.js';
import { EmailField } from './email.decorator.js';
import type { User } from '../user.entity.js';

export class ListUsersQuery implements ArrayPageQuery {
  @ArrayPageSizeParameter(1000)
  page_size = 1000;

  @ArrayCursorParameter('xJTaLNehcWBomer4WyJ1c2VycyIsIiIsWzFdXQ')
  cursor?: string;
}

export class CreateUserRequest {
  @TextField({ min: 3, max: 100, trimmed: true, example: 'erin' })
  username!: string;

  @EmailField({ example: 'erin@example.com' })
  email!: string;

  @TextField({ max: 255, trimmed: true, optional: true, nullable: true, example: 'Erin Miller' })
  full_name?: string | null;
}

export class UpdateUserRequest {
  @TextField({ min: 3, max: 100, trimmed: true, optional: true, example: 'alice' })
  username?: string;

  @EmailField({ optional: true, example: 'alice@example.com' })
  email?: string;

  @TextField({ max: 255, trimmed: true, optional: true, nullable: true, example: 'Alice Johnson' })
  full_name?: string | null;

  @BooleanField({
    optional: true,
    example: true,
    description: 'With false, the user can neither be assigned nor comment.',
  })
  active?: boolean;
}

export class UserResponse {
  @ApiProperty({ type: 'integer', example: 1 })
  id!: number;

  @ApiProperty({ example: 'alice' })
  username!: string;

  @ApiProperty({ example: 'alice@example.com' })
  email!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Alice Johnson' })
  full_name!: string | null;

  @ApiProperty({ example: true })
  active!: boolean;

  @TimestampProperty()
  created_at!: string;

  @TimestampProperty()
  updated_at!: string;
}

export function toUserResponse(user: User): UserResponse {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    full_name: user.fullName,
    active: user.active,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
