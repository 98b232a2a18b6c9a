import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { folderOf, manifestOf } from './package';
import { ROOT } from './process';

/** Declarations of the entries whose signatures are promised. Those of the bindings follow from the provider's schema. */
export const ENTRIES: Readonly<Record<string, string>> = {
  index: 'dist/index.d.ts',
  scopes: 'dist/browser/index.d.ts',
  jest: 'dist/jest/index.d.ts',
};

const LEVELS = {
  extractorMessageReporting: {
    default: { logLevel: ExtractorLogLevel.Error },
    // All of an entry is public, and types that only help the compiler are in the report without being exported.
    'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
    'ae-forgotten-export': { logLevel: ExtractorLogLevel.None },
    'ae-undocumented': { logLevel: ExtractorLogLevel.None },
    // The matchers know an entry of the package, not its root.
    'ae-unresolved-link': { logLevel: ExtractorLogLevel.None },
  },
};

/** The public surface of an entry as text, from the declarations that were built. */
export function apiReport(released: string, entry: string): string {
  const work = mkdtempSync(join(tmpdir(), 'genesys-scopes-api-'));
  try {
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder: folderOf(released),
        mainEntryPointFilePath: join(folderOf(released), ENTRIES[entry] ?? entry),
        newlineKind: 'lf',
        compiler: { tsconfigFilePath: join(ROOT, 'tsconfig.build.json') },
        apiReport: {
          enabled: true,
          includeForgottenExports: true,
          reportFileName: 'report.api.md',
          reportFolder: work,
          reportTempFolder: join(work, 'temp'),
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: LEVELS,
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(folderOf(released), 'package.json'),
    });
    const faults: string[] = [];
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback(message) {
        message.handled = true;
        if (message.logLevel === 'error') faults.push(`${message.messageId}: ${message.text}`);
      },
    });
    if (faults.length > 0) throw new Error(`${manifestOf(released).name}, ${entry}:\n${faults.join('\n')}`);
    return readFileSync(join(work, 'report.api.md'), 'utf8');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
