/**
 * The syntax tree: nunjucks' node classes with the fields that Jinja's grammar needs. Nodes are instances of their
 * nunjucks class, but are built by our constructors: nunjucks' go through every field by name, which costs more than
 * the parsing.
 */
import nunjucks from 'nunjucks/src/nodes.js';
import * as e from './expression-nodes.js';
import * as s from './statement-nodes.js';

export * from './expression-nodes.js';
export * from './statement-nodes.js';

export type Node = s.Statement | e.Expression | s.TemplateData | e.Slice;

const PARENTS: readonly (readonly [{ readonly prototype: object }, { readonly prototype: object }])[] = [
  [e.Literal, nunjucks.Literal],
  [e.Name, nunjucks.Symbol],
  [e.NamespaceTarget, nunjucks.LookupVal],
  [e.Tuple, nunjucks.Group],
  [e.List, nunjucks.Array],
  [e.Dict, nunjucks.Dict],
  [e.Attribute, nunjucks.LookupVal],
  [e.Item, nunjucks.LookupVal],
  [e.Slice, nunjucks.Node],
  [e.Call, nunjucks.FunCall],
  [e.Filter, nunjucks.Filter],
  [e.Test, nunjucks.Is],
  [e.Binary, nunjucks.BinOp],
  [e.Logic, nunjucks.BinOp],
  [e.Unary, nunjucks.Not],
  [e.Concat, nunjucks.NodeList],
  [e.Compare, nunjucks.Compare],
  [e.InlineIf, nunjucks.InlineIf],
  [s.TemplateData, nunjucks.TemplateData],
  [s.Output, nunjucks.Output],
  [s.If, nunjucks.If],
  [s.For, nunjucks.For],
  [s.SetStatement, nunjucks.Set],
  [s.SetBlock, nunjucks.Set],
  [s.Macro, nunjucks.Macro],
  [s.CallBlock, nunjucks.Node],
  [s.FilterBlock, nunjucks.Node],
  [s.With, nunjucks.Node],
  [s.Scope, nunjucks.Node],
  [s.Do, nunjucks.Node],
  [s.LoopControl, nunjucks.Node],
  [s.Block, nunjucks.Block],
  [s.Loading, nunjucks.Include],
];
for (const [ours, theirs] of PARENTS) Object.setPrototypeOf(ours.prototype, theirs.prototype);
