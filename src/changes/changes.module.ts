import { Module } from '@nestjs/common';
import { ChangesServicesModule } from './changes-services.module.js';
import { ChangesController } from './changes.controller.js';

@Module({ imports: [ChangesServicesModule], controllers: [ChangesController] })
export class ChangesModule {}
