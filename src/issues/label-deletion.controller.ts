import { Controller, Delete, HttpCode } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import { Id } from '../http/validation/id.pipe.js';
import { LabelDeletionService } from './label-deletion.service.js';

@ApiTags('labels')
@Controller('labels')
export class LabelDeletionController {
  constructor(private readonly deletion: LabelDeletionService) {}

  @Delete(':id')
  @RequireScope('write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteLabel',
    summary: 'Delete a label, and remove it from every issue',
    description: 'Each of the issues has a new version, and an event in its history.',
  })
  @ApiNoContentResponse()
  @ProblemResponses(404)
  delete(@Id() id: number): Promise<void> {
    return this.deletion.delete(id);
  }
}
