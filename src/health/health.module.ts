import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { LinksController } from './links.controller.js';

@Module({ controllers: [HealthController, LinksController], providers: [HealthService] })
export class HealthModule {}
