import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import multer from 'multer';
import type { Observable } from 'rxjs';
import { CodedError } from '../../common/errors/coded-error.js';
import { TakesUpload } from '../../common/http/media-type.guard.js';
import { Configuration } from '../../config/configuration.js';
import { InvalidCsvError } from '../issue.errors.js';

/** Takes the upload in; multer's faults become errors of the contract. */
@Injectable()
class CsvUploadInterceptor implements NestInterceptor {
  private readonly receive: ReturnType<ReturnType<typeof multer>['single']>;

  constructor({ http }: Configuration) {
    this.receive = multer({
      storage: multer.memoryStorage(),
      limits: { fileSize: http.uploadLimit, files: 1, fields: 10 },
    }).single('file');
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    await new Promise<void>((resolve, reject) => {
      this.receive(request, http.getResponse<Response>(), (error: unknown) => {
        if (error instanceof Error) reject(uploadError(error));
        else resolve();
      });
    });
    if (!request.file) {
      throw new InvalidCsvError('Send the file as multipart/form-data in the field "file".');
    }
    if (!/\.csv$/i.test(request.file.originalname)) {
      throw new InvalidCsvError('The name of the file has to end in .csv.');
    }
    return next.handle();
  }
}

function uploadError(error: Error): Error {
  if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') {
    return new CodedError(
      'too-large',
      'PAYLOAD_TOO_LARGE',
      'The file is larger than UPLOAD_LIMIT.',
    );
  }
  return new InvalidCsvError(`The upload cannot be read: ${error.message}.`);
}

/** A route that takes a CSV in the multipart field `file`. */
export const CsvUpload = (): MethodDecorator =>
  applyDecorators(
    TakesUpload(),
    UseInterceptors(CsvUploadInterceptor),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary', description: 'Named *.csv' } },
      },
    }),
  );
