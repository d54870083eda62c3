// A server that sends its processor time to its parent; METRICS=off serves without measuring requests.
import 'reflect-metadata';
import { Histogram } from 'prom-client';
import { loadConfiguration } from '../dist/src/config/configuration.js';
import { serve } from '../dist/src/server/serve.js';

if (process.env.METRICS === 'off') Histogram.prototype.observeWithoutExemplar = () => undefined;
const { url, stop } = await serve(loadConfiguration(process.env), { preparesDatabase: true });
process.on('message', async (message) => {
  if (message === 'cpu') process.send(process.cpuUsage());
  if (message === 'stop') {
    await stop();
    process.exit(0);
  }
});
process.send({ url });
