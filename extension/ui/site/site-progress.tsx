import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { sayReader } from '../say-reader.ts';
import { siteOf } from '../site-of.ts';
import { sayPace } from './say-site.ts';
import { SitePages } from './site-pages.tsx';
import type { ListedJob } from '../../../shared/contract/job.ts';
import type { SiteActs, SiteRun } from './site-run.ts';

/** Counts change many times a second; they are read out no more often than this. */
const ANNOUNCE_MS = 5_000;
const AWAY = 'The Pagekeep app can’t be reached. It goes on as soon as the app is back.';

interface Counts {
  readonly done: number;
  readonly failed: number;
  readonly waiting: number;
}

/** Of all that was found, only as many are taken as were asked for. */
function countsOf({ progress }: ListedJob, most: number): Counts {
  const { done, failed, waiting, running } = progress;
  return { done, failed, waiting: running + Math.min(waiting, Math.max(0, most - done - running)) };
}

const share = (count: number) => ({ flexGrow: count });

function Bar({ name, counts }: { name: string; counts: Counts }) {
  const { done, failed, waiting } = counts;
  const all = Math.max(1, done + failed + waiting);
  const words = `${done} saved, ${failed} failed, ${waiting} waiting`;
  return (
    <div
      class="bar"
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuenow={done + failed}
      aria-valuetext={words}
    >
      {done > 0 && <i style={share(done)} />}
      {failed > 0 && <i class="bad" style={share(failed)} />}
      <i class="rest" style={share(waiting)} />
    </div>
  );
}

function Announced({ words }: { words: string }) {
  const latestRef = useRef(words);
  const [said, say] = useState(words);
  useEffect(() => {
    latestRef.current = words;
  }, [words]);
  useEffect(() => {
    const again = setInterval(() => say(latestRef.current), ANNOUNCE_MS);
    return () => clearInterval(again);
  }, []);
  return (
    <p class="vh" role="status">
      {said}
    </p>
  );
}

function CountKeys({ counts: { done, failed, waiting } }: { counts: Counts }) {
  return (
    <p class="counts">
      <span>
        <i class="key" />
        <b>{done}</b> saved
      </span>
      <span>
        <i class="key bad" />
        <b>{failed}</b> failed
      </span>
      <span>
        <i class="key wait" />
        <b>{waiting}</b> waiting
      </span>
    </p>
  );
}

export interface SiteProgressProps {
  readonly site: SiteRun;
  readonly job: ListedJob;
  readonly acts: SiteActs;
}

function Presses({ site, job, acts }: SiteProgressProps) {
  const paused = job.state === 'paused';
  return (
    <>
      <button
        type="button"
        class={paused ? 'btn btn-s btn-main' : 'btn btn-s'}
        disabled={site.busy}
        onClick={paused ? acts.resume : acts.pause}
      >
        <Icon name={paused ? 'refresh' : 'pause'} size="small" />
        {paused ? 'Continue' : 'Pause'}
      </button>
      <button type="button" class="btn btn-s btn-bad" onClick={acts.stop}>
        <Icon name="stop" size="small" />
        Stop
      </button>
    </>
  );
}

/** A site while it is remembered: counts, pace, its pages, and the ways to stop it. */
export function SiteProgress({ site, job, acts }: SiteProgressProps) {
  const name = `${job.state === 'paused' ? 'Paused:' : 'Saving'} ${siteOf(site.url)}`;
  const counts = countsOf(job, site.most);
  const notice = site.sentence ?? (site.away ? AWAY : job.notice);
  return (
    <section class="card site-card" aria-labelledby="site-title">
      <div class="site-h">
        <div class="row-x">
          <div class="grow">
            <h1 class="clip1" id="site-title">
              {name}
            </h1>
            <p class="hit-m">
              Up to {site.most} pages, {sayReader(job.renderer)}
            </p>
          </div>
          <Presses site={site} job={job} acts={acts} />
        </div>
        <Bar name={name} counts={counts} />
        <CountKeys counts={counts} />
        <Announced
          words={`${name}: ${counts.done} saved, ${counts.failed} failed, ${counts.waiting} waiting`}
        />
        {job.state === 'running' && !site.away && (
          <p class="hit-m num">
            {sayPace(job.progress).map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </p>
        )}
        {notice !== null && (
          <p class={site.away || site.sentence !== null ? 'notice notice-warn' : 'notice'} role="status">
            <Icon name={site.away || site.sentence !== null ? 'warn' : 'clock'} />
            {notice}
          </p>
        )}
      </div>
      <SitePages pages={site.pages} openCopy={acts.openCopy} />
    </section>
  );
}
