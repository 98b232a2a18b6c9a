import { printed, publicText, type Report, type Text } from '../model';

/** What is left to do beside mending what was found: above all what Terraform cannot do. */
export function nextSteps({ clients, findings, sources }: Report): Text[] {
  const steps: Text[] = [];
  const inPlans = clients.filter(({ action, verdict }) => action !== null && verdict !== 'ignored');
  if (sources.some(({ gap }) => gap === 'errored' || gap === 'partial')) {
    steps.push(publicText('Plan again, in whole: what a plan leaves out was not checked.'));
  }
  if (
    inPlans.some(({ scopeChanges, action }) => action !== 'no-op' && (scopeChanges === null || scopeChanges.length > 0))
  ) {
    steps.push(
      publicText(
        'After the apply, where the organisation enforces scopes: an administrator approves each client whose scopes changed ' +
          '(Authorized Applications; permission `oauth:client:authorize`), and agents log in again, because a token keeps the scopes that it ' +
          'was given. Terraform can do neither. Where scopes are not enforced, a missing scope is not the cause of a 403.',
      ),
    );
  }
  const open = findings.filter(({ kind }) => kind === 'open').length;
  if (open > 0) {
    steps.push(
      publicText(
        'What is not decided yet: check the state after the apply, `terraform show -json | genesys-scopes check -`.',
      ),
    );
  }
  const unpublished = clients.filter(({ verdict, unpublished: count }) => verdict === 'pass' && count > 0).length;
  if (unpublished > 0) {
    const subject = unpublished === 1 ? '1 client passes' : `${unpublished} clients pass`;
    steps.push(
      printed`${publicText(subject)} by names that Genesys Cloud does not publish: the organisation may refuse them at apply, with 400 \`auth.invalid.scope\`. \`"vocabulary": "platform"\` switches to the published ones.`,
    );
  }
  if (clients.some(({ drift }) => drift !== null)) {
    steps.push(
      publicText(
        'Somebody changed scopes outside Terraform: the apply puts them back. What has to stay goes into the code.',
      ),
    );
  }
  return steps;
}
