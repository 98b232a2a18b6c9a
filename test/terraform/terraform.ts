import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MemoryStore, memoryStore } from './client-store';
import { serveProvider } from './provider';

/** What a command came to. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The texts of its errors: summary and detail, unwrapped. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** The parts of plan JSON that tests look at. */
export interface Plan {
  readonly errored: boolean;
  readonly resource_changes?: readonly ResourceChange[];
  readonly checks?: readonly {
    readonly address: { readonly kind: string; readonly to_display: string };
    readonly status: string;
    readonly instances?: readonly { readonly problems?: readonly { readonly message: string }[] }[];
  }[];
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: Readonly<Record<string, unknown>>;
    readonly after_sensitive: unknown;
    readonly importing?: { readonly id: string };
  };
}

/** The real Terraform in a folder of its own, attached to the stand-in provider. Nothing is read from the user's home. */
export interface Terraform {
  readonly folder: string;
  /** The clients that "exist in Genesys Cloud". */
  readonly store: MemoryStore;
  /** Makes this the whole configuration: HCL, or files by name. State and plans stay. */
  write(configuration: string | Readonly<Record<string, string>>): void;
  init(): Promise<Run>;
  validate(): Promise<Run>;
  /** Plans into a file, which {@link Terraform.showPlan} reads and {@link Terraform.apply} applies. */
  plan(...args: readonly string[]): Promise<Run>;
  showPlan(): Promise<Plan>;
  apply(): Promise<Run>;
}
