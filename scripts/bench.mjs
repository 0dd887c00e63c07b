// npm run bench [-- name] [-- --json]: runs tests/bench/*.bench.{ts,mjs} whose file name holds `name`, one after the other, and prints
// what they measured. It asserts nothing: numbers depend on the machine. A bench module exports
//   title: string
//   run({ browser, url, named }): Promise<{ what: string, value: number, unit: string, target?: string }[]>
// where `browser` is a running Playwright Chromium, `url` the address of the production build, and `named` whether somebody asked
// for this one by name: only then a bench may take its full time.
// Each is bundled first, so that what it imports from src/ runs as in the app and not through a development server.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { ensureBrowser } from './browser.mjs';
import { ensureBuild, root, serve } from './site.mjs';

const args = process.argv.slice(2);
const asJson = args.includes('--json');
const wanted = args.filter((arg) => !arg.startsWith('--'));
const folder = join(root, 'tests/bench');
const files = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((name) => /\.bench\.(ts|mjs)$/.test(name) && wanted.every((part) => name.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`No bench in tests/bench/ matches ${wanted.join(' ') || '*.bench.ts'}.`);
  process.exit(1);
}

await ensureBuild();
const { path } = await ensureBrowser();
const browser = await chromium.launch({ executablePath: path });
const site = await serve(0);
const benches = [];
try {
  for (const file of files) {
    if (!asJson) console.error(`running ${file} …`);
    const { title, run } = await load(file);
    benches.push({ file, title, rows: await run({ browser, url: site.url, named: wanted.length > 0 }) });
  }
} finally {
  await browser.close();
  await site.close();
}

const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', chromium: browser.version() };
if (asJson) console.log(JSON.stringify({ machine, benches }, null, 2));
else print();

async function load(file) {
  const outDir = join(root, 'node_modules/.cache/shardbelt-bench'); // inside the project, so that packages resolve
  rmSync(outDir, { recursive: true, force: true });
  const entry = `${file.replace(/\.\w+$/, '')}.mjs`;
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: { ssr: join(folder, file), outDir, emptyOutDir: true, rollupOptions: { output: { entryFileNames: entry } } },
  });
  return import(pathToFileURL(join(outDir, entry)).href);
}

function print() {
  console.log(`Node ${machine.node}, Chromium ${machine.chromium}, ${machine.cores} cores (${machine.processor})`);
  for (const { title, rows } of benches) {
    console.log(`\n${title}`);
    const width = Math.max(...rows.map((row) => row.what.length));
    for (const { what, value, unit, target } of rows) {
      const number = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
      console.log(`  ${what.padEnd(width)}  ${number.padStart(12)} ${unit}${target ? `  (target ${target})` : ''}`);
    }
  }
}
