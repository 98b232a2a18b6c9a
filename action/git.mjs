import { spawnSync } from 'node:child_process';

/** What a command of Git prints, or undefined where it fails. */
export function git(args, env = {}, input = '') {
  // In a container the checkout belongs to another user, and Git refuses to work in it unless told so.
  const safe = ['-c', `safe.directory=${(process.env.GITHUB_WORKSPACE ?? '').replaceAll('\\', '/')}`];
  const { status, stdout } = spawnSync('git', [...safe, ...args], {
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', ...env },
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return status === 0 ? stdout : undefined;
}

/** For a checkout that keeps no credentials. The token travels in the environment, where no list of processes shows it. */
export function gitWithToken(args, { GITHUB_TOKEN: token, GITHUB_SERVER_URL: server }) {
  if (!token) return undefined;
  return git(args, {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  });
}
