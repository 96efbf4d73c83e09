import { createFileWatch } from '#pipeline/watch-files.ts';
import type { ClockWatch } from '#pipeline/watch-clock.ts';
import { watchDisk } from '#pipeline/watch-disk.ts';
import type { Job } from '#schedule/start-schedule.ts';
import { sources } from '#sources/list.ts';

/** The looks at Irene herself that need more than the context. */
export function opsJobs({ home, clock }: { home: string; clock: ClockWatch }): Job[] {
  const watchFiles = createFileWatch(['auto', ...sources.map(({ name }) => name)]);
  return [
    { name: 'watch-files', cron: '50 */5 * * * *', by: 'one', run: watchFiles },
    { name: 'watch-disk', cron: '5 * * * * *', by: 'all', run: (context) => watchDisk(context, home) },
    { name: 'watch-clock', cron: '25 * * * * *', by: 'all', run: clock.watch },
  ];
}
