import type { SelectableNode } from '../../graph/select/node.js';
import type { GraphNode } from '../../manifest/types.js';

/** What the cache knows of a node without reading the node itself: as a tuple, since there are thousands. */
export type RecordTuple = readonly [
  uniqueId: string,
  resourceType: string,
  name: string,
  packageName: string,
  fqn: readonly string[],
  tags: readonly string[],
  originalFilePath: string,
  patchPath: string | null,
  group: string | null,
  access: string | null,
  sourceName: string | null,
  testName: string | null,
  attachedNode: string | null,
  version: string | number | null,
  latestVersion: string | number | null,
  /** Positions of records. */
  parents: readonly number[],
  /** 1: a blank file; 2: not enabled; 3: both. */
  marks: number,
  path: string,
  place: readonly [path: string, start: number, end: number] | null,
  identity: string,
];

/** A node as selection, linking and listing see it. What a record does not hold is read from the cache when it is asked for. */
export class NodeRecord implements SelectableNode {
  readonly uniqueId: string;
  readonly resourceType: string;
  readonly name: string;
  readonly packageName: string;
  readonly fqn: readonly string[];
  readonly tags: readonly string[];
  readonly originalFilePath: string;
  readonly patchPath: string | null;
  readonly group: string | null;
  readonly sourceName?: string;
  readonly access?: string;
  readonly testMetadata: { readonly name: string } | null;
  readonly attachedNode: string | null;
  readonly version: string | number | null;
  readonly latestVersion: string | number | null;
  readonly rawCode?: string;
  readonly enabled: boolean;
  readonly path: string;
  readonly place: RecordTuple[18];
  /** What must be the same for a node to be taken for the same by others: relation, materialization, access. */
  readonly identity: string;

  constructor(
    private readonly tuple: RecordTuple,
    /** All records by position; without them the node has no parents. */
    private readonly all: readonly RecordTuple[],
    private readonly full: (id: string) => GraphNode,
  ) {
    [
      this.uniqueId,
      this.resourceType,
      this.name,
      this.packageName,
      this.fqn,
      this.tags,
      this.originalFilePath,
      this.patchPath,
      this.group,
    ] = tuple;
    if (tuple[9] !== null) this.access = tuple[9];
    if (tuple[10] !== null) this.sourceName = tuple[10];
    this.testMetadata = tuple[11] === null ? null : { name: tuple[11] };
    this.attachedNode = tuple[12];
    this.version = tuple[13];
    this.latestVersion = tuple[14];
    if (tuple[16] & 1) this.rawCode = '';
    this.enabled = (tuple[16] & 2) === 0;
    this.path = tuple[17];
    this.place = tuple[18];
    this.identity = tuple[19];
  }

  get dependsOn(): { readonly nodes: readonly string[] } {
    return { nodes: this.tuple[15].flatMap((at) => this.all[at]?.[0] ?? []) };
  }

  /** Of a model: linking warns of references to what is deprecated. */
  get deprecationDate(): string | null {
    return this.identity.split('|').at(-2) || null;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.full(this.uniqueId).config;
  }
}

/** The record of a linked node. */
export function tupleOf(node: GraphNode, positionOf: (id: string) => number): RecordTuple {
  const model = node.resourceType === 'model' ? node : undefined;
  const test = node.resourceType === 'test' ? node : undefined;
  const compilable = 'rawCode' in node ? node : undefined;
  return [
    node.uniqueId,
    node.resourceType,
    node.name,
    node.packageName,
    node.fqn,
    node.tags,
    node.originalFilePath,
    compilable?.patchPath ?? null,
    'group' in node ? node.group : null,
    model?.access ?? null,
    node.resourceType === 'source' ? node.sourceName : null,
    test?.testMetadata?.name ?? null,
    test?.attachedNode ?? null,
    model?.version ?? (node.resourceType === 'unit_test' && 'model' in node ? node.version : null),
    model?.latestVersion ?? null,
    'dependsOn' in node ? node.dependsOn.nodes.map(positionOf) : [],
    (compilable !== undefined && compilable.rawCode === '' && compilable.resourceType !== 'seed' ? 1 : 0) +
      (node.config.enabled === false ? 2 : 0),
    node.path,
    node.span ? [node.span.file.path, node.span.start, node.span.end] : null,
    identityOf(node),
  ];
}

export function identityOf(node: GraphNode): string {
  if (node.resourceType !== 'model') return '';
  return [
    node.relationName,
    node.config.materialized,
    node.access,
    node.group,
    node.version,
    node.deprecationDate,
    node.alias,
  ].join('|');
}
