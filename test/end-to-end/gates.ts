import { cli, type Files, inFolder, type Outcome } from '../cli/run-cli';
import type { Terraform } from '../terraform/terraform';

/** A client of a report, as far as these tests ask. */
export interface JudgedClient {
  readonly address: string;
  readonly verdict: string;
  readonly missing: readonly string[] | null;
}

export interface Judged {
  readonly code: number | null;
  readonly clients: readonly JudgedClient[];
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly severity: string;
    readonly kind: string;
  }[];
}

/** What `review` says of the plan that was just made, as a reviewer gets it. */
export async function reviewOfPlan(
  { show }: Terraform,
  files: Files = {},
  args: readonly string[] = [],
): Promise<Judged> {
  return judged({ ...files, 'plan.json': await show('plan') }, ['review', 'plan.json', ...args]);
}

/** What `check` says of the state after an apply. */
export async function checkOfState({ readState }: Terraform, files: Files = {}): Promise<Judged> {
  return judged({ ...files, 'terraform.tfstate': readState() }, ['check', 'terraform.tfstate']);
}

async function judged(files: Files, args: readonly string[]): Promise<Judged> {
  const { code, stdout, stderr }: Outcome = await inFolder(files, () => cli([...args, '--format', 'json']));
  if (code === null || code > 1)
    throw new Error(`genesys-scopes ${args.join(' ')} ended in ${code}:\n${stdout}${stderr}`);
  const { clients, findings } = JSON.parse(stdout) as Omit<Judged, 'code'>;
  return { code, clients, findings };
}
