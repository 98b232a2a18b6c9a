import { reportZendeskExport } from '../../lib/zendesk';

// Reads the export that its first argument names, and tells what that came to and what it took.
const [, , folder = '', html = '', csv = ''] = process.argv;
const start = performance.now();
reportZendeskExport(folder, { html, csv }).then(({ people, outcomes, complete, repeated }) => {
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ people, outcomes, complete, repeated, seconds, megabytes }));
});
