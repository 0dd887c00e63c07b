/** The course as a lane of 101 places: the chapters of this build, and what stands after them. */
import { chapters, course } from '#chapters';
import type { Chapter } from '#chapters';
import { Link } from 'react-router';
import { useCourseProgress } from '../state/course-progress.ts';
import { readingOf, useReading } from '../state/reading.ts';
import './course-map.css';

export function CourseMap() {
  const { status, passed } = useCourseProgress();
  const here = new Map(chapters.map((chapter) => [chapter.number, chapter]));
  const next = course.next.number;
  const unlocked = chapters.every((chapter) => passed[chapter.slug]);
  const state = (number: number) => (here.has(number) ? 'here' : number !== next ? 'absent' : unlocked ? 'unlocked' : 'locked');

  return (
    <section className="course-map" aria-labelledby="course-map-title">
      <h2 id="course-map-title">The course</h2>
      <div className="course-map-lane" aria-hidden="true">
        {Array.from({ length: course.total }, (_, index) => (
          <span key={index} data-state={state(index + 1)} />
        ))}
      </div>
      <ol className="course-map-list">
        {chapters.map((chapter) => (
          <ChapterLine key={chapter.slug} chapter={chapter} />
        ))}
        <li>
          <span className="course-map-number">{next}</span>
          <div>
            <p className="course-map-name">
              <Padlock open={unlocked} /> Chapter {next}, {unlocked ? 'unlocked' : status === 'loading' ? 'reading your marks…' : 'locked'}
            </p>
            <p className="course-map-note">
              {unlocked
                ? 'You passed the quiz. The text of this chapter is not part of this build.'
                : 'Opens when the quiz is passed with 60 %. The text of this chapter is not part of this build.'}
            </p>
          </div>
        </li>
      </ol>
      <p className="course-map-note">{absent(here)}</p>
      {status === 'unavailable' && <p className="course-map-note">The browser keeps no marks for this page: a quiz passed now is forgotten when the window closes.</p>}
    </section>
  );
}

function ChapterLine({ chapter }: { readonly chapter: Chapter }) {
  const best = useCourseProgress((progress) => progress.best[chapter.slug]);
  const passed = useCourseProgress((progress) => progress.passed[chapter.slug] ?? false);
  const { read } = useReading((state) => readingOf(state, chapter.slug));
  return (
    <li data-state="here">
      <span className="course-map-number">{chapter.number}</span>
      <div>
        <p className="course-map-name">
          <Link to={`/chapters/${chapter.slug}`}>{chapter.title}</Link>
        </p>
        <p className="course-map-note">
          {read.length} of {chapter.sections.length} sections read · {best ? `best quiz ${best.right} of ${best.total}, ${passed ? 'passed' : 'not yet passed'}` : 'quiz not yet taken'}
        </p>
      </div>
    </li>
  );
}

/** "Chapters 1–46 and 48–101 are …": the runs of numbers between the chapters of this build. */
function absent(here: ReadonlyMap<number, Chapter>): string {
  const runs: [number, number][] = [];
  for (let number = 1; number <= course.total; number += 1) {
    const last = runs.at(-1);
    if (here.has(number)) continue;
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const names = runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return `Chapters ${new Intl.ListFormat('en').format(names)} belong to the course and are not part of this build.`;
}

function Padlock({ open }: { readonly open: boolean }) {
  return (
    <svg viewBox="0 0 12 14" width="12" height="14" aria-hidden="true">
      <rect x="1" y="6" width="10" height="7.5" fill={open ? 'none' : 'currentColor'} stroke="currentColor" />
      <path d={open ? 'M3 6V3.5a2.5 2.5 0 0 1 5-.6' : 'M3.2 6V3.8a2.8 2.8 0 0 1 5.6 0V6'} fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}
