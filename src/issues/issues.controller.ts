import {
  Body,
  Controller,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { toPage } from '../common/dto/page.dto.js';
import { Scope } from '../common/http/access.js';
import { Id } from '../common/http/id.pipe.js';
import { LocationInterceptor } from '../common/http/location.interceptor.js';
import { ProblemResponses } from '../common/http/problem-responses.js';
import {
  BulkStatusRequest,
  CreateIssueRequest,
  ListIssuesQuery,
  ReplaceLabelsRequest,
  UpdateIssueRequest,
} from './dto/issue-requests.dto.js';
import {
  BulkStatusResponse,
  IssueDetailResponse,
  IssuePageResponse,
  IssueResponse,
  toBulkStatusResponse,
  toIssueDetailResponse,
  toIssueResponse,
} from './dto/issue-responses.dto.js';
import { IssuesService } from './issues.service.js';

@ApiTags('issues')
@Controller('issues')
export class IssuesController {
  constructor(private readonly issues: IssuesService) {}

  @Post()
  @Scope('write')
  @UseInterceptors(LocationInterceptor)
  @ApiOperation({ summary: 'Create an issue' })
  @ApiCreatedResponse({
    type: IssueResponse,
    headers: { Location: { schema: { type: 'string' }, example: '/issues/7' } as object },
  })
  @ProblemResponses(400, 413, 415, 422)
  async create(@Body() request: CreateIssueRequest): Promise<IssueResponse> {
    return toIssueResponse(await this.issues.create(request));
  }

  @Get()
  @Scope('read')
  @ApiOperation({ summary: 'List the issues, newest first' })
  @ApiOkResponse({ type: IssuePageResponse })
  @ProblemResponses(422)
  async list(@Query() query: ListIssuesQuery): Promise<IssuePageResponse> {
    return toPage(await this.issues.list(query), query, toIssueResponse);
  }

  @Post('bulk-status')
  @Scope('write')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set the status of many issues, all or none' })
  @ApiOkResponse({ type: BulkStatusResponse })
  @ProblemResponses(400, 409, 413, 415, 422)
  async setStatus(@Body() request: BulkStatusRequest): Promise<BulkStatusResponse> {
    return toBulkStatusResponse(request, await this.issues.setStatus(request));
  }

  @Get(':id')
  @Scope('read')
  @ApiOperation({ summary: 'One issue with its comments' })
  @ApiOkResponse({ type: IssueDetailResponse })
  @ProblemResponses(404, 422)
  async get(@Id() id: number): Promise<IssueDetailResponse> {
    return toIssueDetailResponse(await this.issues.get(id));
  }

  @Patch(':id')
  @Scope('write')
  @ApiOperation({ summary: 'Change an issue that is at the given version' })
  @ApiOkResponse({ type: IssueResponse })
  @ProblemResponses(400, 404, 409, 413, 415, 422)
  async update(@Id() id: number, @Body() request: UpdateIssueRequest): Promise<IssueResponse> {
    return toIssueResponse(await this.issues.update(id, request));
  }

  @Put(':id/labels')
  @Scope('write')
  @ApiOperation({ summary: 'Replace the labels of an issue; unknown ones are created' })
  @ApiOkResponse({ type: IssueResponse })
  @ProblemResponses(400, 404, 409, 413, 415, 422)
  async replaceLabels(
    @Id() id: number,
    @Body() request: ReplaceLabelsRequest,
  ): Promise<IssueResponse> {
    return toIssueResponse(await this.issues.replaceLabels(id, request));
  }
}
