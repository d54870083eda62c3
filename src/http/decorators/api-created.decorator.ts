import type { Type } from '@nestjs/common';
import { ApiCreatedResponse } from '@nestjs/swagger';

/** Documents a 201, with an example of its `Location`. */
export const ApiCreated = (type: Type, location: string): MethodDecorator =>
  ApiCreatedResponse({
    type,
    headers: {
      Location: {
        description: 'Where the new resource is, or the list that has it; under `PUBLIC_URL`',
        schema: { type: 'string', example: location },
      },
    },
  });
