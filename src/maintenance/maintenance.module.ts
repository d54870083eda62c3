import { Module } from '@nestjs/common';
import { MaintenanceServicesModule } from './maintenance-services.module.js';
import { MaintenanceController } from './maintenance.controller.js';

@Module({ imports: [MaintenanceServicesModule], controllers: [MaintenanceController] })
export class MaintenanceModule {}
