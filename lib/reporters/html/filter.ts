import { publicText, type Report } from '../../model';
import { type Html, html, when } from './tag';
import { LEVEL_NAMES, LEVELS, levelOf, VERDICT_NAMES, VERDICT_WORDS } from './words';

/** What the page can be narrowed to. The boxes work by style alone; only the search in texts needs the script. */
export function filterBar({ findings, clients }: Report): Html {
  const levels = LEVEL_NAMES.map((name) => ({
    id: `level-${name}`,
    word: LEVELS[name].word,
    count: findings.filter((finding) => levelOf(finding) === name).length,
  }));
  const verdicts = VERDICT_NAMES.map((name) => ({
    id: `verdict-${name}`,
    word: VERDICT_WORDS[name].word,
    count: clients.filter(({ verdict }) => verdict === name).length,
  }));
  const old = findings.filter((finding) => !finding.new).length;
  return html`<div role="search" aria-label="Findings and clients" class="filter">
${fieldset('Show findings', levels)}${fieldset('Show clients', verdicts)}${when(
  old > 0 ? [old] : [],
  () => html`<fieldset><legend>Show changes</legend>
<label><input type="checkbox" id="only-new"> only what this change brings (without ${old} from before)</label>
</fieldset>
`,
)}<p id="text-filter" hidden><label for="text">Search in addresses, names, scopes and messages</label>
<input type="search" id="text" autocomplete="off" spellcheck="false"></p>
<p id="shown" role="status"></p>
</div>`;
}

interface Choice {
  readonly id: string;
  readonly word: string;
  readonly count: number;
}

function fieldset(legend: string, choices: readonly Choice[]): Html {
  return when(
    choices.filter(({ count }) => count > 0),
    (present) => html`<fieldset><legend>${publicText(legend)}</legend>
${present.map(
  ({
    id,
    word,
    count,
  }) => html`<label><input type="checkbox" id="${publicText(id)}" checked> ${publicText(word)} (${count})</label>
`,
)}</fieldset>
`,
  );
}
