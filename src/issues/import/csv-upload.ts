import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import multer from 'multer';
import { finalize, type Observable } from 'rxjs';
import { CodedError, pointerTo, unknownFields } from '../../common/errors/coded-error.js';
import { onBodyTimeout } from '../../http/middleware/body-timeout.middleware.js';
import { TakesUpload } from '../../http/guards/media-type.guard.js';
import { Configuration } from '../../config/configuration.js';
import { InvalidCsvError } from '../issue.errors.js';
import { isDiskError, type SpooledFile, unwritable, UploadSpool } from './upload-spool.js';

/** Upper bound of what multipart adds to a file. */
const MAX_ENVELOPE_BYTES = 64 * 1024;

type UploadRequest = Request & { upload?: SpooledFile };

/**
 * Receives the whole file, on disk, before the handler begins: nothing is buffered in memory, and a
 * slow client holds no transaction.
 */
@Injectable()
class CsvUploadInterceptor implements NestInterceptor {
  private readonly limit: number;

  constructor(
    { http }: Configuration,
    private readonly spool: UploadSpool,
  ) {
    this.limit = http.uploadLimit;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<UploadRequest>();
    if (Number(request.headers['content-length']) > this.limit + MAX_ENVELOPE_BYTES)
      throw tooLarge(this.limit);
    const file = await this.spool.create();
    try {
      await this.receive(request, http.getResponse<Response>(), file);
    } catch (error) {
      await file.close();
      throw error;
    }
    request.upload = file;
    return next.handle().pipe(finalize(() => void file.close()));
  }

  /** Resolves at the end of the form, if that has no other fields; what is refused is not read on. */
  private receive(request: Request, response: Response, target: SpooledFile): Promise<void> {
    return new Promise((resolve, reject) => {
      // The close event fired before we subscribed.
      if (request.destroyed || response.closed) {
        reject(broken(new Error('Request aborted')));
        return;
      }
      onBodyTimeout(request, reject);
      let hasFile = false;
      const storage: multer.StorageEngine = {
        _handleFile: (_request, file, done) => {
          hasFile = true;
          this.store(request, file, target).then(
            () => {
              done(null, {});
            },
            (error: unknown) => {
              const failure = error instanceof Error ? error : new Error(String(error));
              // Multer would read the rest of the request first.
              reject(failure);
              done(failure);
            },
          );
        },
        _removeFile: (_request, _file, done) => {
          done(null);
        },
      };
      const parse = multer({ storage, limits: { files: 1, fields: 10 } }).single('file');
      parse(request, response, (error: unknown) => {
        const cause = error instanceof Error ? broken(error) : otherFields(request);
        if (cause || !hasFile) reject(cause ?? NO_FILE);
        else resolve();
      });
    });
  }

  private async store(
    request: Request,
    file: Express.Multer.File,
    target: SpooledFile,
  ): Promise<void> {
    const refused = refusalOf(request, file);
    if (refused) throw refused;
    try {
      await pipeline(file.stream, byteLimit(this.limit), target.writable());
    } catch (error) {
      throw broken(error as Error);
    }
  }
}

const NO_FILE = new InvalidCsvError(
  'Send the file, with its name, as multipart/form-data in the field "file".',
);

const refusalOf = (request: Request, file: Express.Multer.File): CodedError | undefined =>
  otherFields(request) ??
  (/\.csv$/i.test(file.originalname)
    ? undefined
    : new InvalidCsvError('The name of the file has to end in .csv.'));

/** The error for other fields that the form has had up to now. */
function otherFields({ body }: Request): CodedError | undefined {
  const fields = Object.keys((body ?? {}) as object);
  // A file without a name arrives as a field.
  if (fields.includes('file')) return NO_FILE;
  return fields.length === 0
    ? undefined
    : unknownFields(fields.map((name) => ({ pointer: pointerTo([name]) })));
}

/** Fails after more than `limit` bytes. */
function byteLimit(limit: number): Transform {
  let passed = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      passed += piece.length;
      done(passed > limit ? tooLarge(limit) : null, piece);
    },
  });
}

const tooLarge = (limit: number): CodedError =>
  new CodedError(
    'too-large',
    'PAYLOAD_TOO_LARGE',
    `The file has more than ${String(limit)} bytes, which is UPLOAD_LIMIT.`,
  );

function broken(error: Error): CodedError {
  if (error instanceof CodedError) return error;
  if (isDiskError(error)) return unwritable(error);
  return error instanceof multer.MulterError &&
    /^LIMIT_(FILE_COUNT|UNEXPECTED_FILE)$/.test(error.code)
    ? new InvalidCsvError('Send one file alone, in the field "file".')
    : new InvalidCsvError(`The upload cannot be read: ${error.message}.`);
}

/** The file of a `@CsvUpload()` route. */
export const UploadedCsv = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<UploadRequest>().upload,
);

/** A route that takes a CSV in the multipart field `file`. */
export const CsvUpload = (): MethodDecorator =>
  applyDecorators(
    TakesUpload(),
    UseInterceptors(CsvUploadInterceptor),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: {
            type: 'string',
            contentMediaType: 'text/csv',
            description: 'Named *.csv',
            example: 'title,status,priority,assignee_id\nFix login bug,open,high,1\n',
          },
        },
      } as object,
    }),
  );
