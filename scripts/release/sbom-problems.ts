import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

/** What the schema of CycloneDX finds wrong; nothing for a valid document. */
export async function sbomProblems(text: string): Promise<unknown> {
  const { specVersion } = JSON.parse(text);
  const version = Object.values(Spec.Version).find((known) => known === specVersion);
  if (version === undefined) return `unknown version ${specVersion} of CycloneDX`;
  return new Validation.JsonStrictValidator(version).validate(text);
}
