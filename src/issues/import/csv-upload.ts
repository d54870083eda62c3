import { type Readable, Transform } from 'node:stream';
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

/** Upper bound of what multipart adds to a file. */
const MAX_ENVELOPE_BYTES = 64 * 1024;

/** A file that is being received. */
interface Upload {
  readonly stream: Readable;
  /** Discards the rest of the request. */
  end(): void;
}

type UploadRequest = Request & { upload?: Upload };

/**
 * Streams the file to the handler as it arrives: nothing is buffered, and backpressure slows the
 * client down when the handler reads slowly.
 */
@Injectable()
class CsvUploadInterceptor implements NestInterceptor {
  private readonly limit: number;

  constructor({ http }: Configuration) {
    this.limit = http.uploadLimit;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<UploadRequest>();
    if (Number(request.headers['content-length']) > this.limit + MAX_ENVELOPE_BYTES)
      throw tooLarge(this.limit);
    const upload = await this.open(request, http.getResponse<Response>());
    request.upload = upload;
    return next.handle().pipe(
      finalize(() => {
        upload.end();
      }),
    );
  }

  /** Resolves when the file begins. Its stream ends after the form, if that has no other fields. */
  private open(request: Request, response: Response): Promise<Upload> {
    return new Promise((resolve, reject) => {
      // The close event fired before we subscribed.
      if (request.destroyed || response.closed) {
        reject(broken(new Error('Request aborted')));
        return;
      }
      const limited = byteLimit(this.limit);
      // Prevents an unhandled error event before anybody reads the stream.
      limited.on('error', () => undefined);
      onBodyTimeout(request, (error) => {
        limited.destroy(error);
        reject(error);
      });
      const storage: multer.StorageEngine = {
        _handleFile: (_request, file, done) => {
          const refused = refusalOf(request, file);
          if (refused) {
            done(refused);
            return;
          }
          const end = once(() => {
            file.stream.unpipe(limited);
            file.stream.resume();
            done(null, {});
          });
          file.stream.on('error', (error) => limited.destroy(broken(error)));
          file.stream.on('end', end);
          file.stream.pipe(limited, { end: false });
          resolve({ stream: limited, end });
        },
        _removeFile: (_request, _file, done) => {
          done(null);
        },
      };
      const receive = multer({ storage, limits: { files: 1, fields: 10 } }).single('file');
      receive(request, response, (error: unknown) => {
        const cause = error instanceof Error ? broken(error) : otherFields(request);
        if (cause) limited.destroy(cause);
        else limited.end();
        // No effect if the file has begun: the promise is resolved already.
        reject(cause ?? NO_FILE);
      });
    });
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

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
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
  return error instanceof multer.MulterError &&
    /^LIMIT_(FILE_COUNT|UNEXPECTED_FILE)$/.test(error.code)
    ? new InvalidCsvError('Send one file alone, in the field "file".')
    : new InvalidCsvError(`The upload cannot be read: ${error.message}.`);
}

/** The file of a `@CsvUpload()` route. */
export const UploadedCsv = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<UploadRequest>().upload?.stream,
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
        properties: { file: { type: 'string', format: 'binary', description: 'Named *.csv' } },
      },
    }),
  );
