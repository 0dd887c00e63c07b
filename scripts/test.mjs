// npm test: every check there is, each run even when an earlier one failed. `--no-browser` (npm run check) leaves out the browser part.
// The last line is `N passed, N failed[, N skipped]`: every test, plus one each for types, lint and the build.
// A runner that crashes, or that finds no tests, counts as one failure: silence must not pass.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuild, root } from './site.mjs';

const require = createRequire(import.meta.url);
const reports = mkdtempSync(join(tmpdir(), 'shardbelt-test-'));
const withBrowser = !process.argv.includes('--no-browser');

const steps = [
  ['types', () => single(tool('typescript', 'tsc', ['--noEmit']).ok)],
  ['lint', () => single(tool('oxlint', 'oxlint', ['--deny-warnings']).ok)],
  ['unit', unit],
  ...(withBrowser ? [['build', build], ['browser', browser]] : []),
];

const rows = [];
for (const [name, run] of steps) {
  console.log(`\n── ${name}`);
  const startedMs = performance.now();
  let counts;
  try {
    counts = await run();
  } catch (error) {
    console.error(error.message);
    counts = single(false);
  }
  rows.push({ name, ...counts, seconds: ((performance.now() - startedMs) / 1000).toFixed(1) });
}
rmSync(reports, { recursive: true, force: true });

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(sum);
console.log(`\n${'step'.padEnd(10)}${['passed', 'failed', 'skipped', 'seconds'].map((head) => head.padStart(9)).join('')}`);
for (const row of rows) {
  console.log(row.name.padEnd(10) + [row.passed, row.failed, row.skipped, row.seconds].map((value) => String(value).padStart(9)).join(''));
}
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);

function unit() {
  const file = join(reports, 'unit.json');
  const run = tool('vitest', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that fails to load has no failed test of its own; it counts as one.
  const broken = report.testResults.filter((suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'));
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return checked(run.ok, counts);
}

async function build() {
  // The browser is sought here, so that a missing one is reported before minutes of journeys fail for it.
  const { path, how } = await ensureBrowser();
  console.log(`Chromium: ${path} (${how})`);
  console.log((await ensureBuild()) ? 'Built dist/.' : 'dist/ is up to date.');
  return single(true);
}

function browser() {
  const file = join(reports, 'browser.json');
  const run = tool('@playwright/test', 'playwright', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  return checked(run.ok, { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped });
}

function single(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

function checked(ok, counts) {
  const silent = counts.passed + counts.failed === 0 || (!ok && counts.failed === 0);
  return silent ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** Runs a package's command with this very Node, without a shell between. */
function tool(name, command, args, env = {}) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  const script = join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return { ok: status === 0 };
}
