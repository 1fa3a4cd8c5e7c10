import type { DiagnosticSink } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import { RefLookup } from './lookup.js';
import type { ParsedProject, ParsedUnitTest } from './parsed.js';
import type { CompilableNode, ModelNode } from './types.js';
import type { UnitTestNode } from './unit-test.js';
import {
  incrementalNotSaid,
  noVersionTested,
  testedModelMissing,
  thisNotGiven,
  versionsOfUnversioned,
} from './unit-test-diagnostics.js';

export interface LinkedUnitTests {
  readonly enabled: readonly UnitTestNode[];
  readonly disabled: readonly UnitTestNode[];
}

/**
 * Finds the model of each unit test: those of a model with versions become one a version. A test goes with its model: one of a disabled
 * model is disabled. What has a problem is left out.
 */
export function linkUnitTests(
  parsed: ParsedProject,
  nodes: ReadonlyMap<string, CompilableNode>,
  sink: DiagnosticSink,
): LinkedUnitTests {
  if (parsed.unitTests.length === 0) return { enabled: [], disabled: [] };
  const linker = new UnitTestLinker(parsed, nodes, sink);
  for (const test of parsed.unitTests) linker.add(test);
  return { enabled: [...linker.plain, ...linker.versioned], disabled: linker.disabled };
}

class UnitTestLinker {
  readonly plain: UnitTestNode[] = [];
  readonly versioned: UnitTestNode[] = [];
  readonly disabled: UnitTestNode[] = [];
  readonly #refs: RefLookup;
  readonly #disabledRefs: RefLookup;

  constructor(
    private readonly parsed: ParsedProject,
    private readonly nodes: ReadonlyMap<string, CompilableNode>,
    private readonly sink: DiagnosticSink,
  ) {
    this.#refs = new RefLookup(nodes.values(), parsed.projectName);
    const disabled = parsed.disabled.filter((node): node is CompilableNode => 'rawCode' in node);
    this.#disabledRefs = new RefLookup(disabled, parsed.projectName);
  }

  add({ node: test, spanOf }: ParsedUnitTest): void {
    const model = this.#modelOf(test, spanOf);
    if (model === 'failed') return;
    const known =
      model === 'disabled'
        ? test
        : { ...test, schema: model.schema, dependsOn: { nodes: [model.uniqueId], macros: [] } };
    if (model === 'disabled' || !test.config.enabled)
      this.disabled.push({ ...known, config: { ...test.config, enabled: false } });
    else if (!this.#fits(test, model, spanOf)) return;
    else if (model.version === null) this.plain.push(known);
    else this.#eachVersion(known, model, spanOf);
  }

  #modelOf(test: UnitTestNode, spanOf: ParsedUnitTest['spanOf']): ModelNode | 'disabled' | 'failed' {
    const [name = '', version = null] = test.model.split(/\s+/);
    const call = { name, package: test.packageName, version };
    const found = this.#refs.find(call, test.packageName);
    if (found?.resourceType === 'model') return found;
    if (!found && this.#disabledRefs.find(call, test.packageName)) return 'disabled';
    if (!this.parsed.failedNames.has(name)) {
      const near = found ? undefined : closest(name, this.#refs.names());
      const data = {
        test: test.name,
        model: test.model,
        ...(found ? { kind: found.resourceType } : near ? { near } : {}),
      };
      this.sink.report(testedModelMissing(data, spanOf(['model']), { nodeId: test.uniqueId }));
    }
    return 'failed';
  }

  /** Whether the test says what its model makes necessary. */
  #fits(test: UnitTestNode, model: ModelNode, spanOf: ParsedUnitTest['spanOf']): boolean {
    const data = { test: test.name, model: model.name };
    const extras = { nodeId: test.uniqueId };
    const { versions, overrides } = test;
    const { sink } = this;
    if (model.dependsOn.macros.includes('macro.dbt.is_incremental')) {
      const said = overrides?.macros.is_incremental;
      if (typeof said !== 'boolean') {
        sink.report(incrementalNotSaid(data, spanOf(overrides ? ['overrides'] : ['name']), extras));
        return false;
      }
      if (said && !test.given.some((input) => input.input.trim() === 'this')) {
        sink.report(thisNotGiven(data, spanOf(['given']), extras));
        return false;
      }
    }
    if (model.version === null && (versions?.include || versions?.exclude)) {
      sink.report(versionsOfUnversioned(data, spanOf(['versions']), extras));
      return false;
    }
    return true;
  }

  #eachVersion(test: UnitTestNode, model: ModelNode, spanOf: ParsedUnitTest['spanOf']): void {
    const { include, exclude } = test.versions ?? { include: null, exclude: null };
    const all = [...this.nodes.values()].filter(
      (node): node is ModelNode =>
        node.resourceType === 'model' && node.name === model.name && node.packageName === model.packageName,
    );
    const tested = all.filter(({ version }) =>
      exclude ? !exclude.includes(version!) : !include || include.includes(version!),
    );
    if (tested.length === 0) {
      const data = { test: test.name, model: model.name, versions: all.map((one) => String(one.version)) };
      this.sink.report(noVersionTested(data, spanOf(['versions']), { nodeId: test.uniqueId }));
    }
    for (const { uniqueId, version } of tested)
      this.versioned.push({
        ...test,
        uniqueId: `${test.uniqueId}_v${version}`,
        version,
        dependsOn: { nodes: [uniqueId], macros: [] },
      });
  }
}
