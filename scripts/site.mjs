// The production build: made when it is missing or its inputs changed, and served. Shared by start, test, bench and shots.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

export const root = fileURLToPath(new URL('..', import.meta.url));
const inputs = ['app', 'src', 'public', 'scripts', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'];
// Kept inside dist, which every build empties: a build made by other means never passes for ours.
const stampPath = join(root, 'dist', '.stamp');

/** Builds into dist/ unless dist/ was made from exactly these inputs. Resolves to true when it built. */
export async function ensureBuild() {
  const stamp = hashOf(inputs);
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return false;
  await build({ root, logLevel: 'warn' });
  writeFileSync(stampPath, stamp);
  return true;
}

/** Serves dist/ with the page fallback a single-page app needs. Port 0 takes any free one. Resolves to { url, close }. */
export async function serve(port) {
  // The config file is not read: serving needs nothing from it, and starts faster so.
  const server = await preview({ configFile: false, root, logLevel: 'error', preview: { port, strictPort: port !== 0 } });
  const close = async () => {
    server.httpServer.closeAllConnections(); // an open tab keeps its connection and would hold the exit back
    await server.close();
  };
  return { url: `http://localhost:${server.httpServer.address().port}`, close };
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) add(join(path, name));
    else hash.update(path).update('\0').update(readFileSync(full)).update('\0');
  };
  paths.forEach(add);
  return hash.digest('hex');
}
