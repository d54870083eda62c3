/** @once how reads share the event loop does not depend on the database */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readPage } from '../../src/database/page-bytes.js';

describe('large reads', () => {
  it('Pages that are asked for at the same time are each read in a turn of the event loop of its own', async () => {
    let turn = 0;
    const state = { isOver: false };
    const counting = (async () => {
      while (!state.isOver) {
        await nextTurn();
        turn += 1;
      }
    })();
    const turns: number[] = [];
    const read = (isLarge: boolean) => {
      if (isLarge) turns.push(turn);
      return Promise.resolve([{ document: isLarge ? '{}' : null }]);
    };
    await Promise.all(Array.from({ length: 10 }, () => readPage(read, () => true)));
    state.isOver = true;
    await counting;
    expect(new Set(turns).size).toBe(10);
  });
});
