// npm run endpoint [-- options]: bundles src/sim/endpoint, as it stands, and runs it in this process. `-- --help` lists the options.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = join(root, 'node_modules/.cache/shardbelt-endpoint'); // inside the project, so that packages resolve
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'error',
  build: { ssr: join(root, 'src/sim/endpoint/main.ts'), outDir, emptyOutDir: false, rollupOptions: { output: { entryFileNames: 'main.mjs' } } },
});
await import(pathToFileURL(join(outDir, 'main.mjs')).href);
