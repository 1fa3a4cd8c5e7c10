import { join } from 'node:path';
import { DiagnosticList } from '../../../compiler/base/diagnostics.js';
import { validate } from '../../../compiler/config/index.js';
import type { Invocation } from '../../../compiler/config/types.js';
import { link } from '../../../compiler/manifest/link.js';
import type { ParsedProject } from '../../../compiler/manifest/parsed.js';
import type { Manifest } from '../../../compiler/manifest/types.js';
import type { ParseMemo } from '../../../compiler/parse/memo.js';
import { type ParseResult, parseProject } from '../../../compiler/parse/project.js';
import { builtinPackages } from '../../../compiler/project/builtins.js';
import { loadConfiguration } from '../../../compiler/project/configuration.js';
import { connectionOf } from '../../../compiler/project/connection.js';
import type { RenderServices } from '../../../compiler/render/services.js';
import { addSemantics } from '../../../compiler/semantic/index.js';

export interface ParsedFolder {
  readonly manifest: Manifest;
  readonly parsed: ParsedProject;
  readonly result: ParseResult;
  readonly sink: DiagnosticList;
  /** For rendering templates of the project. */
  readonly services: RenderServices;
}

/** Parses and links the project in a folder, as the facade does, but whatever is wrong with it. */
export async function parseFolder(
  folder: string,
  options: Readonly<Record<string, unknown>> = {},
  env: Readonly<Record<string, string>> = {},
  memo?: ParseMemo,
): Promise<ParsedFolder> {
  const sink = new DiagnosticList();
  const invocation: Invocation = {
    command: 'parse',
    cwd: folder,
    env: { DBT_PROFILES_DIR: folder, ...env },
    options: { projectDir: folder, ...options },
    invocationId: '00000000-0000-4000-8000-000000000000',
    startedAt: new Date('2026-01-01T00:00:00Z'),
  };
  const { config, adapter } = await loadConfiguration(invocation, sink);
  if (!adapter) throw new Error(`${folder} has no profile.`);
  const { target, quoting } = connectionOf(config, adapter, sink);
  const result = parseProject(
    config,
    {
      adapter,
      target,
      quoting,
      events: () => {},
      createdAt: invocation.startedAt.getTime() / 1000,
      builtins: builtinPackages(adapter.name),
      ...(memo ? { memo } : {}),
      checkProperties: (document) => {
        const found = new DiagnosticList();
        validate('properties', document, found);
        return found.all;
      },
    },
    sink,
  );
  const { macros } = result;
  const services = { config, adapter, quoting, target, macros, events: () => {}, selectedResources: [] };
  const linked = link(result.project, sink);
  const manifest = result.semantics ? addSemantics(linked, result.project, result.semantics) : linked;
  return { manifest, parsed: result.project, result, sink, services };
}

export const PROJECTS = join(import.meta.dirname, 'projects');
