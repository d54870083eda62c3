import { Module } from '@nestjs/common';
import { ChangesServicesModule } from '../changes-services.module.js';
import { BulkCommand } from './bulk.command.js';
import { ChangesCommand } from './changes.command.js';
import { RevertCommand } from './revert.command.js';

@Module({
  imports: [ChangesServicesModule],
  providers: [BulkCommand, ChangesCommand, RevertCommand],
})
export class ChangesCommandsModule {}
