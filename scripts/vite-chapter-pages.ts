/**
 * A Vite plugin: a page of HTML for each chapter, with its title, what it is about, and its head as the app draws it, so that there is
 * something to see before the app has come; and with links to what the app will ask for, so that it comes sooner. The app then takes
 * the place of what stands there; a screen reader waits for it, so that nothing is taken away while it reads.
 */
import { join } from 'node:path';
import type { OutputBundle } from 'rolldown';
import { runnerImport, type Plugin } from 'vite';

interface Head {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly number: number;
}

export function chapterPages(root: string): Plugin {
  return {
    name: 'chapter-pages',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const shell = bundle['index.html'];
        if (shell?.type !== 'asset') return;
        const html = String(shell.source);
        const { module } = await runnerImport<{ chapters: readonly Head[]; course: { total: number } }>(join(root, 'src/chapters/index.ts'), { root, configFile: false });
        const { module: words } = await runnerImport<{ courseName: string }>(join(root, 'app/course.ts'), { root, configFile: false });
        const links = linksOf(bundle);
        for (const chapter of module.chapters) {
          this.emitFile({ type: 'asset', fileName: `chapters/${chapter.slug}.html`, source: pageOf(html, links, chapter, `Chapter ${chapter.number} of ${module.course.total} · ${words.courseName}`) });
        }
      },
    },
  };
}

/** The route's own script and styles: the shell names only what every page needs. */
function linksOf(bundle: OutputBundle): string {
  const chunk = Object.values(bundle).find((one) => one.type === 'chunk' && one.facadeModuleId?.endsWith('/app/routes/chapter.tsx'));
  if (chunk?.type !== 'chunk') throw new Error('The chapter route has no chunk of its own: scripts/vite-chapter-pages.ts looks for it.');
  const { importedCss = new Set<string>() } = (chunk as { viteMetadata?: { importedCss?: Set<string> } }).viteMetadata ?? {};
  const scripts = [chunk.fileName, ...chunk.imports].map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`);
  return [...scripts, ...[...importedCss].map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`)].join('\n    ');
}

function pageOf(html: string, links: string, { title, summary }: Head, label: string): string {
  const head = `<div class="chapter"><div></div><article class="chapter-text"><header class="chapter-head"><p class="label">${text(label)}</p><h1>${text(title)}</h1><p class="chapter-meta">&nbsp;</p><p class="chapter-summary">${text(summary)}</p></header></article></div>`;
  return html
    .replace(/<title>.*?<\/title>/, () => `<title>${text(title)} · Shardbelt</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, before: string) => before + text(summary))
    .replace('</head>', () => `  ${links}\n  </head>`)
    // What stands here is to be read first: the styles go before the scripts.
    .replaceAll(/<(script type="module"|link rel="modulepreload")/g, '<$1 fetchpriority="low"')
    .replace('<div id="root"></div>', () => `<div id="root"><div aria-hidden="true" style="${SYSTEM_FACES}"><div class="top-bar"></div><main>${head}</main></div></div>`);
}

/** Until the app is there the faces of the system serve: its own would be fetched before its scripts. */
const SYSTEM_FACES = '--ui: system-ui, sans-serif; --read: Georgia, serif; font-family: var(--ui)';

const text = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
