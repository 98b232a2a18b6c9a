import { Command, InvalidArgumentError } from 'commander';
import { ruleText } from '../explain';
import { RULE_IDS, RULES, type Rule } from '../rules';
import { didYouMean } from '../scopes';
import { EXIT, type ExitCode, type Io } from './io';

export function rulesCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('rules')
    .summary('list the rules, or explain one')
    .description('Lists the rules, or prints one with its reason and its remedy.')
    .argument('[rule]', 'id of a rule', parseRule)
    .action((rule: Rule | undefined) => {
      io.stdout(rule === undefined ? listRules() : ruleText(rule));
      done(EXIT.clean);
    });
}

function listRules(): string {
  const width = Math.max(...RULE_IDS.map((id) => id.length));
  return RULES.map(
    ({ id, severity, description }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${description}\n`,
  ).join('');
}

function parseRule(id: string): Rule {
  const rule = RULES.find((each) => each.id === id);
  if (rule === undefined) {
    throw new InvalidArgumentError(`Rules are ${RULE_IDS.join(', ')}${didYouMean(id, RULE_IDS)}.`);
  }
  return rule;
}
