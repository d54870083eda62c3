import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCreated } from '../http/decorators/api-created.decorator.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { RespondsWithArrayPage } from '../http/decorators/responds-with-page.decorator.js';
import { Id } from '../http/validation/id.pipe.js';
import { TakesMergePatch } from '../http/guards/media-type.guard.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import type { JsonDocument } from '../common/json-document.js';
import {
  CreateUserRequest,
  ListUsersQuery,
  UpdateUserRequest,
  UserResponse,
} from './dto/user.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @RequireScope('read')
  @ApiOperation({
    operationId: 'listUsers',
    summary: 'List the users',
    description: 'Active and deactivated ones, by id.',
  })
  @RespondsWithArrayPage(UserResponse)
  list(@Query() query: ListUsersQuery): Promise<JsonDocument<UserResponse[]>> {
    return this.users.showPage(query);
  }

  @Post()
  @RequireScope('write')
  @ApiOperation({
    operationId: 'createUser',
    summary: 'Create a user',
    description: 'The username and the e-mail address are unique regardless of case.',
  })
  @ApiCreated(UserResponse, '/users/5')
  @ProblemResponses(409)
  create(@Body() request: CreateUserRequest): Promise<JsonDocument<UserResponse>> {
    return this.users.create(request);
  }

  @Get(':id')
  @RequireScope('read')
  @ApiOperation({
    operationId: 'getUser',
    summary: 'One user',
    description: 'Deactivated users are shown too.',
  })
  @ApiOkResponse({ type: UserResponse })
  @ProblemResponses(404)
  get(@Id() id: number): Promise<JsonDocument<UserResponse>> {
    return this.users.show(id);
  }

  @Patch(':id')
  @RequireScope('write')
  @TakesMergePatch()
  @ApiOperation({
    operationId: 'updateUser',
    summary: 'Change, deactivate or reactivate a user',
    description:
      'Users are never deleted: a deactivated one keeps issues and comments, but gets no new ones. ' +
      'With the scope write, users can change only themselves; changing others or `active` needs admin. ' +
      'The last user with a valid admin token cannot be deactivated (409 `LAST_ADMIN`).',
  })
  @ApiOkResponse({ type: UserResponse })
  @ProblemResponses(404, 409)
  update(
    @Id() id: number,
    @Body() request: UpdateUserRequest,
  ): Promise<JsonDocument<UserResponse>> {
    return this.users.update(id, request);
  }
}
