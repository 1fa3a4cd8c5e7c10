import { QuernError } from '../base/diagnostics.js';
import { SourceFile } from '../base/source.js';
import { DBT_VERSION } from '../config/version.js';
import { macroOf, scanBlocks } from '../jinja/index.js';
import { positionalArguments, textOf, toValue } from '../jinja/values/index.js';
import type { CompilableNode, SourceNode } from '../manifest/types.js';
import { nodeDict } from '../render/dict/node.js';
import type { MacroEntry } from '../render/macro-index.js';
import { commentEnds } from './diagnostics.js';
import { internalOperation } from './internal-operation.js';
import type { RunInputs } from './ports.js';

const NAME = 'query_comment_macro';

/** Puts the project's query comment on a statement. */
export interface Commenting {
  (sql: string): { readonly sql: string; readonly offset: number };
  /** The comment's text, where the project wants it as a label too. */
  readonly label?: string;
}

/**
 * The project's `query-comment`, by which a warehouse's history of queries tells who asked. It is a template that sees the node
 * that a statement is for (`node`, none for statements of the run itself) and `connection_name`.
 */
export class QueryComment {
  #macro: MacroEntry | undefined;

  constructor(
    private readonly inputs: Pick<RunInputs, 'queryComment' | 'projectName' | 'profileName' | 'targetName' | 'render'>,
  ) {}

  /** How statements for a node, or of a connection without one, get their comment; undefined if there is none. */
  async of(connection: string, node: CompilableNode | SourceNode | undefined): Promise<Commenting | undefined> {
    const setting = this.inputs.queryComment;
    if (!setting) return undefined;
    const text = (
      setting.comment === null
        ? this.#standard(connection, node)
        : await this.#rendered(setting.comment, connection, node)
    ).trim();
    if (text === '') return undefined;
    if (text.includes('*/')) throw new QuernError(commentEnds({ text }));
    const comment = `/* ${text} */`;
    const commenting = setting.append
      ? (sql: string) => ({ sql: append(sql, comment), offset: 0 })
      : (sql: string) => ({ sql: `${comment}\n${sql}`, offset: comment.length + 1 });
    return setting.jobLabel ? Object.assign(commenting, { label: text }) : commenting;
  }

  #standard(connection: string, node: CompilableNode | SourceNode | undefined): string {
    const fields = {
      app: 'dbt',
      dbt_version: DBT_VERSION,
      profile_name: this.inputs.profileName,
      target_name: this.inputs.targetName,
      ...(node ? { node_id: node.uniqueId } : { connection_name: connection }),
    };
    const entries = Object.entries(fields).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return `{${entries.join(', ')}}`;
  }

  async #rendered(comment: string, connection: string, node: CompilableNode | SourceNode | undefined): Promise<string> {
    const { render, projectName } = this.inputs;
    const self = node && node.resourceType !== 'source' ? node : internalOperation(NAME, projectName);
    const context = render.nodeContext(self, null, { threadId: connection });
    this.#macro ??= macroOfComment(comment, projectName);
    const value = node ? toValue(nodeDict(node)) : null;
    return textOf(await context.call(this.#macro, positionalArguments(connection, value)));
  }
}

/** The comment is a macro's body, so that it can `return()` its text. */
function macroOfComment(comment: string, packageName: string): MacroEntry {
  const text = `{%- macro ${NAME}(connection_name, node) -%}${comment}{%- endmacro -%}`;
  const [block] = scanBlocks(new SourceFile('query-comment', text));
  return { uniqueId: `macro.${packageName}.${NAME}`, packageName, name: NAME, macro: macroOf(block!) };
}

/** Before a semicolon at the end, behind which it would be a statement of its own. */
function append(sql: string, comment: string): string {
  const end = sql.trimEnd();
  return end.endsWith(';') ? `${end.slice(0, -1)}\n${comment};` : `${end}\n${comment}`;
}
