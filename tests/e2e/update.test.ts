// A newer build waits for the learner: the open page says so and goes on as it is; "Later" leaves it, "Reload" brings it.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { root } from '../../scripts/site.mjs';
import { readyOffline } from './support/offline.ts';
import { answerCard, quizPath } from './support/quiz.ts';
import { expect, test } from './support/test.ts';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json' };

/** Serves a folder as the app is served: a file where there is one, the page otherwise. */
async function serveFolder(folder: string): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const name = extname(path) === '' ? '/index.html' : path;
    readFile(join(folder, name)).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'cache-control': 'no-cache' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, () => resolve()));
  return { url: `http://localhost:${(server.address() as { port: number }).port}`, server };
}

/** As a new build would: another page, and a service worker that lists it under another revision. */
async function publishNewBuild(folder: string) {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await writeFile(join(folder, 'index.html'), page.replace('<head>', '<head><meta name="build" content="new">'));
  const worker = await readFile(join(folder, 'sw.js'), 'utf8');
  const changed = worker.replace(/(url:"index\.html",revision:")[0-9a-f]+|(revision:")[0-9a-f]+(",url:"index\.html")/, '$1$2feedfacefeedface$3');
  expect(changed, 'the worker lists index.html with a revision').not.toBe(worker);
  await writeFile(join(folder, 'sw.js'), changed);
}

test.describe('a new build', () => {
  let folder = '';
  let site: Awaited<ReturnType<typeof serveFolder>>;
  test.beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shardbelt-'));
    for (const name of await readdir(join(root, 'dist'))) await cp(join(root, 'dist', name), join(folder, name), { recursive: true });
    site = await serveFolder(folder);
  });
  test.afterEach(async () => {
    site.server.closeAllConnections();
    site.server.close();
    await rm(folder, { recursive: true });
  });

  test('waits for the click, and a sitting goes on before and after it', async ({ page }) => {
    const newBuild = page.locator('meta[name="build"]');
    const word = page.getByText('A new version is ready.');
    await page.goto(`${site.url}${quizPath}`);
    await readyOffline(page);
    await page.getByRole('button', { name: /^Begin/ }).click();
    await answerCard(page, true);
    await publishNewBuild(folder);
    await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => void registration.update()));
    await expect(word).toBeVisible({ timeout: 15_000 });
    await answerCard(page, false);
    await page.getByRole('button', { name: 'Later' }).click();
    await expect(word).toBeHidden();

    await page.reload();
    await expect(word).toBeVisible({ timeout: 15_000 });
    await expect(newBuild, 'a reload alone does not take it').not.toBeAttached();
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(newBuild).toBeAttached();
    await expect(page.getByRole('button', { name: /^Resume at card 3 of/ })).toBeVisible();
    await expect(word).toBeHidden();
  });
});
