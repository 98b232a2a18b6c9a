import { annotateError, runCommand } from './run.mjs';

/**
 * Posts what the review wrote, in a run of its own: so a comment that cannot be written does not change what the review said
 * of the plans, and only this run has the token. `judged` is the exit code of the review; that of the posting is 0 where it
 * did what it should.
 */
export function postComment([script, command, ...args], { inputs, env, judged }) {
  if (!isWanted(inputs, env)) return { code: 0, url: '' };
  const { code, stderr } = runCommand(
    [
      script,
      command,
      '--format=json',
      '--post=github',
      `--comment-key=${inputs.commentKey}`,
      ...(inputs.pullRequest === '' ? [] : [`--pull-request=${inputs.pullRequest}`]),
      `--full-report=in the [summary of the job](${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID})`,
      ...args,
    ],
    { env, show: () => '' },
  );
  const url = /^comment \w+: (https?:\/\/\S+)$/m.exec(stderr)?.[1] ?? '';
  // It judges by what the review wrote, and comes to the same unless it fails to post.
  if (code === judged) return { code: 0, url };
  annotateError(/^not posted: .*$/m.exec(stderr)?.[0] ?? stderr);
  return { code, url };
}

function isWanted({ comment, reportOnly, pullRequest }, { GITHUB_EVENT_NAME: event }) {
  if (reportOnly || comment === 'false') return false;
  return comment === 'true' || pullRequest !== '' || event === 'pull_request' || event === 'pull_request_target';
}
