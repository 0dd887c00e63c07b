// Holds: the linter stops every forbidden import and every ambient time, timer, randomness, DOM or storage, and its message
// names the alternative. Each case is a file in a throw-away copy of the repository's shape, all linted in one run.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesUnder, read, root } from './files.ts';

type Case = [path: string, code: string, message: string];
const take = (specifier: string) => `import * as it from '${specifier}';\nexport default it;\n`;
const calls = (expression: string) => `export const it = () => ${expression};\n`;

const clock = 'take `now` from the kernel (ctx.now)';
const queue = 'schedule an event on the kernel queue';
const stream = 'draw from a named stream: kernel/random.ts';
const view = 'let app/ show it';
const port = 'go through a port that app/storage/ implements';
const argument = 'as an argument';
const loop = 'ask app/state/ticker.ts for a frame';
const storage = 'Only app/storage/ touches browser storage';
const simMay = 'src/sim may import itself by relative path, js-md5 and @scure/base';
const wireMay = 'src/sim/wire may import src/sim by relative path, cborg and @smithy/eventstream-codec';
const cliMay = 'src/sim/cli may import src/sim by relative path and jmespath';
const shareMay = 'src/sim/share may import src/sim by relative path, fflate and @scure/base';
const endpointMay = 'src/sim/endpoint may import src/sim by relative path and the built-ins of Node';
const notEndpoint = "The endpoint is Node's";
const quizMay = 'src/quiz may import itself, valibot and ts-fsrs';
const chapterMay = 'A chapter may import its own folder, ../types.ts and the doors #sim and #quiz';
const chapterFolderMay = 'A folder of a chapter may import its chapter’s own files';
const kernelMay = 'pass it in as an argument or as event payload';
const doors = 'import from #sim, #quiz or #chapters';

const ambient: [expression: string, message: string][] = [
  ['Date.now()', clock],
  ['new Date()', clock],
  ['performance.now()', clock],
  ['setTimeout(() => undefined, 1)', queue],
  ['setInterval(() => undefined, 1)', queue],
  ['setImmediate(() => undefined)', queue],
  ['queueMicrotask(() => undefined)', queue],
  ['requestAnimationFrame(() => undefined)', queue],
  ['Math.random()', stream],
  ['crypto.randomUUID()', stream],
  ['window.innerWidth', view],
  ['document.title', view],
  ['navigator.onLine', view],
  ['localStorage.length', port],
  ['indexedDB.databases()', port],
  ["fetch('/x')", argument],
  ['process.env', argument],
  ['globalThis.name', argument],
];

const forbidden: Case[] = [
  ...['src/sim/kernel', 'src/sim/kinesis/model', 'src/quiz'].flatMap((folder) =>
    ambient.map(([expression, message], index): Case => [`${folder}/ambient-${index}.ts`, calls(expression), message]),
  ),
  ['src/sim/kernel/a.ts', take('../world.ts'), kernelMay],
  ['src/sim/kernel/b.ts', take('js-md5'), kernelMay],
  ['src/sim/kernel/c.ts', take('#quiz'), kernelMay],
  ['src/sim/a.ts', take('react'), simMay],
  ['src/sim/b.ts', take('#sim'), simMay],
  ['src/sim/c.ts', take('node:fs'), simMay],
  ['src/sim/d.ts', "export type { Store } from 'zustand';\n", simMay],
  ['src/sim/e.ts', calls("import('valibot')"), simMay],
  ['src/sim/f.ts', take('../quiz/card.ts'), 'src/sim stands alone'],
  ['src/sim/g.ts', take('cborg'), simMay],
  ['src/sim/h.ts', take('./endpoint/server.ts'), notEndpoint],
  ['src/sim/wire/a.ts', take('node:http'), wireMay],
  ['src/sim/wire/b.ts', take('react'), wireMay],
  ['src/sim/wire/c.ts', take('../endpoint/server.ts'), notEndpoint],
  ['src/sim/wire/d.ts', calls('Date.now()'), clock],
  ['src/sim/wire/e.ts', calls('crypto.randomUUID()'), stream],
  ['src/sim/wire/f.ts', take('../../quiz/card.ts'), 'src/sim stands alone'],
  ['src/sim/cli/a.ts', take('cborg'), cliMay],
  ['src/sim/cli/b.ts', take('../endpoint/server.ts'), notEndpoint],
  ['src/sim/cli/c.ts', calls('Date.now()'), clock],
  ['src/sim/j.ts', take('jmespath'), simMay],
  ['src/sim/share/a.ts', take('js-md5'), shareMay],
  ['src/sim/share/b.ts', take('../endpoint/server.ts'), notEndpoint],
  ['src/sim/share/c.ts', calls('Date.now()'), clock],
  ['src/sim/i.ts', take('fflate'), simMay],
  ['src/sim/endpoint/a.ts', take('cborg'), endpointMay],
  ['src/sim/endpoint/b.ts', take('../../../app/main.tsx'), 'src/sim stands alone'],
  ['src/sim/endpoint/c.ts', take('../../../tests/support/setup.ts'), 'Nothing imports tests/'],
  ['src/sim/kinesis/model/a.ts', take('../../../chapters/index.ts'), 'src/sim stands alone'],
  ['src/sim/kinesis/model/b.ts', take('../../../../app/main.tsx'), 'src/sim stands alone'],
  ['src/sim/kinesis/model/c.ts', take('../../../../tests/support/setup.ts'), 'Nothing imports tests/'],
  ['src/quiz/a.ts', take('react'), quizMay],
  ['src/quiz/b.ts', take('#sim'), quizMay],
  ['src/quiz/c.ts', take('idb'), quizMay],
  ['src/quiz/d.ts', take('../sim/index.ts'), 'src/quiz stands alone'],
  ['src/chapters/a.ts', take('../sim/world.ts'), 'the doors #sim and #quiz'],
  ['src/chapters/b.ts', take('react'), 'the doors #sim and #quiz'],
  ['src/chapters/47-one/a.ts', take('../48-two/facts.ts'), chapterMay],
  ['src/chapters/47-one/b.ts', take('../../sim/world.ts'), chapterMay],
  ['src/chapters/47-one/c.ts', take('../../../app/figures/index.ts'), chapterMay],
  ['src/chapters/47-one/d.ts', take('react'), chapterMay],
  ['src/chapters/47-one/exam/a.ts', take('../../48-two/facts.ts'), chapterFolderMay],
  ['src/chapters/47-one/exam/b.ts', take('../../index.ts'), chapterFolderMay],
  ['src/chapters/47-one/exam/c.ts', take('react'), chapterFolderMay],
  ['app/routes/a.tsx', take('../../src/sim/world.ts'), doors],
  ['app/routes/b.tsx', calls("import('../../src/chapters/index.ts')"), doors],
  ['app/routes/c.tsx', take('d3-scale'), 'd3 belongs to geometry'],
  ['app/belt/layout.ts', take('d3'), 'the d3 sub-module you need'],
  ['app/routes/d.tsx', take('idb'), 'Only app/storage/ opens databases'],
  ['app/routes/e.tsx', take('../../tests/support/setup.ts'), 'Nothing imports tests/'],
  ['src/chapters/47-one/e.ts', take('../../../tests/support/setup.ts'), 'Nothing imports tests/'],
  ['app/storage/a.ts', take('../../tests/support/setup.ts'), 'Nothing imports tests/'],
  ['scripts/a.mjs', take('../tests/support/setup.ts'), 'Nothing imports tests/'],
  ['app/belt/scene.ts', calls('requestAnimationFrame(() => undefined)'), loop],
  ['app/belt/a.ts', calls('window.requestAnimationFrame(() => undefined)'), loop],
  ['app/state/a.ts', calls('localStorage.length'), storage],
  ['app/state/b.ts', calls('window.indexedDB'), storage],
  ['app/state/c.ts', 'const work = async () => 1;\nexport const run = () => {\n  work();\n};\n', 'Promises must be awaited'],
  ['app/belt/cycle-a.ts', "import { b } from './cycle-b.ts';\nexport const a = () => b;\n", 'cycle'],
  ['app/belt/cycle-b.ts', "import { a } from './cycle-a.ts';\nexport const b = () => a;\n", 'cycle'],
];

const allowed: [path: string, code: string][] = [
  ['src/sim/kernel/clean.ts', take('./queue.ts') + calls('Math.floor(1.5)')],
  ['src/sim/kinesis/model/clean.ts', take('js-md5') + "export { hex } from '@scure/base';\nexport { x } from '../../kernel/queue.ts';\n"],
  ['src/quiz/clean.ts', take('valibot') + "export { y } from 'ts-fsrs';\nexport { x } from './card.ts';\n"],
  ['src/sim/wire/clean.ts', take('cborg') + "export { x } from '@smithy/eventstream-codec';\nexport { y } from '../kinesis/service.ts';\n"],
  ['src/sim/cli/clean.ts', take('jmespath') + "export { y } from '../world.ts';\n"],
  ['src/sim/share/clean.ts', take('fflate') + "export { x } from '@scure/base';\nexport { y } from '../world.ts';\n"],
  ['src/sim/endpoint/clean.ts', take('node:http') + "export { x } from '../wire/handle.ts';\n" + calls('setTimeout(() => console.log(process.pid), Date.now())').replace('it', 'ring')],
  ['src/chapters/clean.ts', "import type { ComponentType } from 'react';\nexport type It = ComponentType;\nexport { x } from './47-one/chapter.ts';\n"],
  ['src/chapters/47-one/clean.ts', take('#sim') + "export { x } from '#quiz';\nexport type { T } from '../types.ts';\nexport const y = () => import('./01-a.mdx');\n"],
  ['src/chapters/47-one/exam/clean.ts', take('../facts.ts') + "export type { T } from '../../types.ts';\nexport { x } from './option.ts';\nexport { y } from '#quiz';\n"],
  ['app/routes/clean.tsx', take('#sim') + "export { x } from '#chapters';\nexport { y } from '../belt/layout.ts';\n"],
  ['app/figures/one/layout.ts', take('d3-scale')],
  ['app/belt/scene-canvas.ts', take('d3-shape')],
  ['app/components/charts/line.tsx', take('d3-shape')],
  ['app/state/ticker.ts', calls('requestAnimationFrame(() => undefined)')],
  ['app/storage/clean.ts', take('idb') + calls('localStorage.length').replace('it', 'kept')],
  ['tests/app/clean.test.ts', take('../../src/sim/world.ts')],
];

let copy = '';
const found = new Map<string, string[]>();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'shardbelt-boundaries-'));
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) copyFileSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const [path, code] of [...forbidden, ...allowed]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), code);
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const run = spawnSync(process.execPath, [oxlint, '--deny-warnings', '-f', 'json', 'src', 'app', 'tests', 'scripts'], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(run.status, run.stderr).toBe(1);
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { filename: string; message: string; help?: string }[] };
  for (const { filename, message, help } of diagnostics) {
    const path = filename.replaceAll('\\', '/');
    found.set(path, [...(found.get(path) ?? []), `${message} ${help ?? ''}`]);
  }
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a forbidden file fails and is told what to do instead', () => {
  test.each(forbidden)('%s', (path, _code, message) => {
    expect((found.get(path) ?? []).join('\n')).toContain(message);
  });
});

describe('a file that keeps the rules passes', () => {
  test.each(allowed)('%s', (path) => {
    expect(found.get(path) ?? []).toEqual([]);
  });
});

test('prose imports nothing: MDX is not linted, so it is read here', () => {
  const importing = filesUnder('src')
    .filter((path) => path.endsWith('.mdx') && /^\s*(import|export)\b.*['"{*]/m.test(read(path)))
    .map((path) => `${path}: use <Fact>, <Erratum>, <Figure> or <ComparisonTable>, which app/ supplies`);
  expect(importing).toEqual([]);
});
