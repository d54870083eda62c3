/** @once an upload is on disk before the database is used */
import { mkdir, mkdtemp, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { startUpload } from '../support/raw-upload.js';
import { until } from '../support/until.js';

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

const newFolder = () => mkdtemp(join(process.env.TEST_RUN_FOLDER ?? '', 'uploads-'));

describe('the folder of uploads', () => {
  it('An upload leaves no file behind, whether it is imported, refused or never ends', async () => {
    const folder = join(await newFolder(), 'made', 'when', 'needed');
    const tracker = await createTestApp({ UPLOAD_DIR: folder });
    const upload = (content: string) =>
      tracker.http.post('/issues/import').attach('file', Buffer.from(content), 'a.csv');
    try {
      await upload('title\nx\n').expect(200);
      await upload('name\nx\n').expect(400);
      const slow = await startUpload(tracker.url);
      // It has a name only while it is opened.
      const isEmpty = async () => (await readdir(folder)).length === 0;
      await until(isEmpty);
      await slow.finish();
      await until(isEmpty);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    } finally {
      await tracker.close();
    }
  });

  it('Old uploads of killed processes are removed, and other files are not', async () => {
    const folder = await newFolder();
    const names = ['old.upload', 'new.upload', 'old.txt'];
    const past = new Date(Date.now() - TWO_DAYS_MS);
    for (const name of names) {
      await writeFile(join(folder, name), 'title\n');
      if (name.startsWith('old')) await utimes(join(folder, name), past, past);
    }
    const tracker = await createTestApp({ UPLOAD_DIR: folder });
    try {
      const upload = tracker.http
        .post('/issues/import')
        .attach('file', Buffer.from('title\nx\n'), 'a.csv');
      await upload.expect(200);
      expect((await readdir(folder)).sort()).toEqual(['new.upload', 'old.txt']);
    } finally {
      await tracker.close();
    }
  });

  it('An upload is 503 when it cannot be stored', async () => {
    const folder = await newFolder();
    const file = join(folder, 'a-file');
    await mkdir(folder, { recursive: true });
    await writeFile(file, '');
    const tracker = await createTestApp({ UPLOAD_DIR: file });
    try {
      const upload = tracker.http
        .post('/issues/import')
        .attach('file', Buffer.from('title\nx\n'), 'a.csv');
      expectProblem(await upload, 503, 'UPLOAD_NOT_STORED');
    } finally {
      await tracker.close();
    }
  });
});
