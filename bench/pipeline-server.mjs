// Tells its parent its processor time and its profile; BARE=yes is Express alone with one route.
import 'reflect-metadata';
import { Session } from 'node:inspector/promises';
import express from 'express';
import { loadConfiguration } from '../dist/src/config/configuration.js';
import { serve } from '../dist/src/server/serve.js';

const PROFILE_INTERVAL_US = 100;

const url = process.env.BARE === 'yes' ? await serveBare() : await serveOurs();

async function serveOurs() {
  const served = await serve(loadConfiguration(process.env), { preparesDatabase: true });
  return served.url;
}

async function serveBare() {
  const app = express();
  app.get('/health', (_request, response) => response.json({ status: 'ok' }));
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return `http://127.0.0.1:${server.address().port}`;
}

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: PROFILE_INTERVAL_US });

const answers = {
  cpu: () => process.cpuUsage(),
  startProfile: () => session.post('Profiler.start'),
  stopProfile: async () => (await session.post('Profiler.stop')).profile,
};
process.on('message', async (question) => {
  process.send(await answers[question]());
});
process.once('disconnect', () => process.exit());
process.send({ url });
