// Several commands that do the same: first what each says has to agree, then they are timed by turns.
import { median, runOnce, runTimed } from './measure.mjs';

const RUNS = Number(process.env.RUNS ?? 7);

/** A slow command is run less often: so many seconds are spent on one at one size, or its first run is the only one. */
export const PATIENCE = Number(process.env.PATIENCE_SECONDS ?? 25);

/**
 * Measures commands side by side.
 *
 * @param cases each has a `name`, the `argv` that is timed, optionally another one `ask` whose answer can be read, `exits` (the exit
 * codes besides 0 that are a judgement), and `verdict` (answer → what it found, as a list);
 * without `mustWork` it may fail, and the page tells how
 * @param expected what every verdict has to be
 * @param limit the most runs of one command; with 0 the first is the only one
 * @throws where one differs (figures of tools that do not do the same mean nothing) or fails that must work
 */
export async function compare(title, cases, expected = [], limit = RUNS) {
  const results = [];
  for (const each of cases) {
    const examined = await examine(title, each, expected);
    if (each.mustWork && examined.outcome !== 'ok') throw new Error(`${title}: ${each.name}: ${examined.outcome}`);
    results.push({ ...each, ...examined, times: [] });
  }
  const open = results.filter(({ outcome }) => outcome === 'ok');
  // By turns, so that a slow moment of the machine hits all of them.
  for (let round = 0; round < limit; round++) {
    for (const result of open) {
      if (round >= result.runs) continue;
      const { seconds, status, ended } = await runTimed(result.argv);
      if (ended) result.outcome = ended;
      else if (!isJudgement(result, status))
        throw new Error(`${title}: ${result.name}: exit code ${status}, not as before`);
      else result.times.push(seconds);
    }
  }
  return results.map(({ name, outcome, times, first, megabytes }) => ({
    name,
    outcome,
    runs: times.length || 1,
    seconds: outcome === 'ok' ? median(times.length > 0 ? times : [first]) : null,
    megabytes: Math.round(megabytes),
  }));
}

/** One run to know the answer, the memory, and how often it can be afforded. */
async function examine(title, each, expected) {
  const { name, argv, ask, verdict } = each;
  process.stderr.write(`${title}: ${name}`);
  const run = await runOnce(argv);
  process.stderr.write(
    ` ${run.seconds.toFixed(1)} s, ${Math.round(run.megabytes)} MB${run.ended ? `, ${run.ended}` : ''}\n`,
  );
  const { megabytes } = run;
  if (run.ended) return { outcome: run.ended, megabytes };
  if (!isJudgement(each, run.status)) return { outcome: failureOf(run), megabytes };
  if (verdict) {
    const answer = ask ? await runOnce(ask) : run;
    const found = readVerdict(verdict, answer);
    if (found === undefined) return { outcome: failureOf(answer), megabytes };
    agree(`${title}: ${name}`, [...new Set(found)].sort(), expected);
  }
  return { outcome: 'ok', megabytes, first: run.seconds, runs: runsFor(run.seconds) };
}

/** What was found; nothing where the answer is none: a tool that gave up ends like one that found something. */
function readVerdict(verdict, { stdout, stderr }) {
  try {
    return verdict(stdout, stderr);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function isJudgement({ exits = [] }, status) {
  return [0, ...exits].includes(status);
}

function failureOf({ status, stderr, stdout }) {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  const told = lines.findLast((line) => /error|exception|fatal|killed|panic|too/i.test(line)) ?? lines.at(-1) ?? '';
  return `fails (exit code ${status}): ${told.trim().slice(0, 160)}`;
}

function runsFor(seconds) {
  const affordable = [RUNS, 5, 3].find((runs) => runs <= RUNS && runs * seconds <= PATIENCE);
  return affordable ?? 0;
}

function agree(who, found, expected) {
  const wanted = [...expected].sort();
  if (found.length === wanted.length && found.every((each, index) => each === wanted[index])) return;
  const extra = found.filter((each) => !wanted.includes(each));
  const lacking = wanted.filter((each) => !found.includes(each));
  throw new Error(
    `${who} finds ${found.length} where ${wanted.length} are.\n  more: ${extra.slice(0, 3).join('; ')}\n  less: ${lacking.slice(0, 3).join('; ')}`,
  );
}
