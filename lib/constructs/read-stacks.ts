import { App, TerraformStack } from 'cdktf';
// Not exported by the package's root; what Aspects change is judged too, as in a synth.
import { invokeAspects } from 'cdktf/lib/synthesize/synthesizer';
import type { Reading } from '../model';
import { readMeant } from './staged-stack';
import { stacksOf } from './transaction';

/**
 * Reads a stack, or every stack of an app, as a synth would see it, and writes nothing; undefined for anything else. Aspects
 * run for it, as in `Testing.synth(stack)`.
 */
export function tryReadStacks(value: unknown): readonly Reading[] | undefined {
  if (!isAppOrStack(value)) return undefined;
  return stacksOf(value).map((stack) => {
    invokeAspects(stack);
    return readMeant(stack);
  });
}

function isAppOrStack(value: unknown): value is App | TerraformStack {
  return App.isApp(value) || TerraformStack.isStack(value);
}
