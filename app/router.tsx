/** Every page and its address. Pages load when they are first opened. */
import { createBrowserRouter } from 'react-router';
import { Loading } from './components/loading.tsx';
import { ErrorPage } from './routes/error.tsx';
import { Component as NotFound } from './routes/not-found.tsx';
import { Root } from './routes/root.tsx';

export const router = createBrowserRouter([
  {
    Component: Root,
    HydrateFallback: Loading,
    children: [
      {
        // One boundary below the root: a page that fails leaves the top bar standing.
        ErrorBoundary: ErrorPage,
        children: [
          { path: '/', lazy: () => import('./routes/home.tsx') },
          { path: '/chapters/:slug', lazy: () => import('./routes/chapter.tsx') },
          { path: '/chapters/:slug/errata', lazy: () => import('./routes/errata.tsx') },
          { path: '/cards/:slug', lazy: () => import('./routes/cards.tsx') },
          { path: '/compare', lazy: () => import('./routes/compare.tsx') },
          { path: '/cheatsheet', lazy: () => import('./routes/cheatsheet.tsx') },
          { path: '/quiz/:slug', lazy: () => import('./routes/quiz.tsx') },
          { path: '/exam/:slug', lazy: () => import('./routes/exam.tsx') },
          { path: '/review', lazy: () => import('./routes/review.tsx') },
          { path: '/progress', lazy: () => import('./routes/progress.tsx') },
          { path: '/lab', lazy: () => import('./routes/lab.tsx') },
          { path: '/lab/my/:world', lazy: () => import('./routes/lab.tsx') },
          { path: '/lab/:scenario', lazy: () => import('./routes/lab.tsx') },
          { path: '/plan', lazy: () => import('./routes/plan.tsx') },
          { path: '/about', lazy: () => import('./routes/about.tsx') },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]);
