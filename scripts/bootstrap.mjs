// Makes a fresh clone ready: checks Node, and installs exactly what package-lock.json says when node_modules does not hold it.
// Runs before every npm script, so it uses nothing but Node's built-ins and takes milliseconds when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Shardbelt needs Node 20.19 or newer; this is ${process.version}. Get one from https://nodejs.org.`);
}

const packagesOf = (path) => {
  try {
    return JSON.parse(readFileSync(root + path, 'utf8')).packages ?? {};
  } catch {
    return null;
  }
};

// npm writes node_modules/.package-lock.json last, so an interrupted install is seen as none. Contents are compared,
// not dates: a checkout gives files new dates without changing them.
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  if (wanted === null) fail('package-lock.json is missing or broken; restore it with: git checkout package-lock.json');
  if (present === null) return false;
  const same = (a, b) => a?.version === b?.version && a?.integrity === b?.integrity;
  const absentHere = (entry) => entry.optional || entry.devOptional; // binaries of other platforms
  return (
    Object.entries(wanted).every(([path, entry]) => path === '' || (path in present ? same(entry, present[path]) : absentHere(entry))) &&
    Object.keys(present).every((path) => path in wanted)
  );
}

if (!isInstalled()) {
  console.log('Installing the packages of package-lock.json (npm ci) …');
  const npmCli = process.env.npm_execpath; // set when npm runs us; works on Windows, where `npm` is a shell script
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const viaNode = npmCli?.endsWith('.js');
  const { status } = spawnSync(viaNode ? process.execPath : 'npm', viaNode ? [npmCli, ...args] : args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) fail('npm ci failed; its own message stands above. Without network, restore node_modules from a copy.');
}

function fail(message) {
  console.error(message);
  if (process.env.npm_lifecycle_event === 'pretest') console.log('0 passed, 1 failed'); // npm test always ends so
  process.exit(1);
}
