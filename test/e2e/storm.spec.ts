/** @workers the writes of several processes change the same counts */
import { SummariesService } from '../../src/summaries/summaries.service.js';
import { createTestApp } from '../support/create-test-app.js';
import { storm } from '../support/storm.js';

/** `STORM_OPERATIONS=10000` is for releases. */
const OPERATIONS = Number(process.env.STORM_OPERATIONS ?? 240);

describe('summaries after random requests', () => {
  it('The summaries equal a recount after a storm of concurrent random requests', async () => {
    const tracker = await createTestApp({ CONCURRENT_IMPORTS: '16', CONCURRENT_PER_CLIENT: '16' });
    try {
      const responses = await storm(tracker, {
        operations: OPERATIONS,
        clients: 16,
        seed: 20261123,
      });
      expect(Object.keys(responses).filter((status) => Number(status) >= 500)).toEqual([]);
      expect(responses['200']).toBeGreaterThan(OPERATIONS / 5);
      expect(await tracker.app.get(SummariesService).differences()).toEqual([]);
    } finally {
      await tracker.close();
    }
  }, 3_600_000);
});
