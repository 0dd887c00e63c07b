// Finds a Chromium for the browser tests, or obtains one. `node scripts/browser.mjs [--install]` prints its path.
// Order: CHROMIUM_PATH, the system's Chromium, Chrome or Edge, Playwright's own download; then, when installing is asked for,
// apt (root on Debian: Ubuntu's package is a snap stub that does not run in containers), then Playwright's downloader.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];
const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const howToGetOne =
  'No Chromium found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install --with-deps chromium) or set CHROMIUM_PATH.';

/** Resolves to { path, how }, or null when there is none. Throws when CHROMIUM_PATH points at something unusable. */
export async function findBrowser() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (!isExecutable(chosen)) throw new Error(`CHROMIUM_PATH=${chosen} is not executable.`);
    return { path: chosen, how: 'CHROMIUM_PATH' };
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((dir) => names.map((name) => join(dir, name)));
  const system = [...onPath, ...fixedPlaces].find((path) => isExecutable(path) && starts(path));
  if (system) return { path: system, how: 'system' };
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  return existsSync(own) ? { path: own, how: 'playwright' } : null;
}

/** As findBrowser, but installs a Chromium (and, by apt, a font: without any, text has no width) before it gives up. */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  const ways = [
    ['apt', isDebianRoot, installByApt],
    ['playwright', () => true, () => run('npx', ['--no-install', 'playwright', 'install', 'chromium'])],
  ];
  for (const [how, applies, install] of ways) {
    if (!applies() || !install()) continue;
    const obtained = await findBrowser();
    if (obtained) return { ...obtained, how };
  }
  throw new Error(howToGetOne);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function starts(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 15_000 });
  return /(Chrom\w+|Edge).*?\d+\./.test(stdout ?? '');
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  const release = readFileSync('/etc/os-release', 'utf8');
  return /^(ID|ID_LIKE)=.*debian/m.test(release) && !/^ID=ubuntu/m.test(release);
}

function installByApt() {
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  return (
    run('apt-get', ['update', '-q'], quiet) &&
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet)
  );
}

function run(command, args, env = {}) {
  console.error('+', command, ...args);
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } }).status === 0;
}

if (process.argv[1] === import.meta.filename) {
  try {
    const browser = await (process.argv.includes('--install') ? ensureBrowser() : findBrowser());
    if (!browser) throw new Error(howToGetOne);
    console.error(browser.how);
    console.log(browser.path);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
