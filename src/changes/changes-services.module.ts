import { Module } from '@nestjs/common';
import { ChangesRepository } from './changes.repository.js';
import { ChangesService } from './changes.service.js';

/** What the command line needs of changes, without HTTP. */
@Module({ providers: [ChangesService, ChangesRepository], exports: [ChangesService] })
export class ChangesServicesModule {}
