/** What the site reads of manifest.json (v12) and catalog.json (v1), whoever wrote them: everything may be missing. */

export interface ManifestColumn {
  readonly name: string;
  readonly description?: string;
  readonly data_type?: string | null;
  readonly constraints?: readonly { readonly type: string; readonly expression?: string | null }[];
  readonly tags?: readonly string[];
  readonly meta?: Readonly<Record<string, unknown>>;
}

export interface ManifestNode {
  readonly unique_id: string;
  readonly resource_type: string;
  readonly name: string;
  readonly package_name: string;
  readonly path?: string;
  readonly original_file_path?: string;
  readonly fqn?: readonly string[];
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly columns?: Readonly<Record<string, ManifestColumn>>;
  readonly docs?: { readonly show?: boolean; readonly node_color?: string | null };
  readonly depends_on?: { readonly nodes?: readonly string[]; readonly macros?: readonly string[] };
  readonly database?: string | null;
  readonly schema?: string | null;
  readonly alias?: string | null;
  readonly identifier?: string | null;
  readonly relation_name?: string | null;
  readonly raw_code?: string;
  readonly compiled_code?: string | null;
  readonly language?: string;
  readonly macro_sql?: string;
  readonly arguments?: readonly { readonly name: string; readonly type?: string; readonly description?: string }[];
  readonly group?: string | null;
  readonly access?: string | null;
  readonly version?: string | number | null;
  readonly latest_version?: string | number | null;
  readonly constraints?: readonly { readonly type: string; readonly columns?: readonly string[] }[];
  readonly contract?: { readonly enforced?: boolean };
  readonly source_name?: string;
  readonly source_description?: string;
  readonly loader?: string;
  readonly loaded_at_field?: string | null;
  readonly freshness?: Freshness | null;
  readonly test_metadata?: { readonly name: string; readonly kwargs?: Readonly<Record<string, unknown>> } | null;
  readonly column_name?: string | null;
  readonly attached_node?: string | null;
  readonly label?: string | null;
  readonly type?: string;
  readonly url?: string | null;
  readonly maturity?: string | null;
  readonly owner?: { readonly name?: string | null; readonly email?: string | readonly string[] | null };
  readonly type_params?: Readonly<Record<string, unknown>>;
  readonly model?: string;
  readonly deprecation_date?: string | null;
  readonly [key: string]: unknown;
}

export interface Freshness {
  readonly warn_after?: { readonly count?: number | null; readonly period?: string | null } | null;
  readonly error_after?: { readonly count?: number | null; readonly period?: string | null } | null;
  readonly filter?: string | null;
}

type Nodes = Readonly<Record<string, ManifestNode>>;

export interface Manifest {
  readonly metadata?: {
    readonly project_name?: string;
    readonly generated_at?: string;
    readonly dbt_version?: string;
    readonly adapter_type?: string;
  };
  readonly nodes?: Nodes;
  readonly sources?: Nodes;
  readonly macros?: Nodes;
  readonly exposures?: Nodes;
  readonly metrics?: Nodes;
  readonly groups?: Nodes;
  readonly semantic_models?: Nodes;
  readonly saved_queries?: Nodes;
  readonly unit_tests?: Nodes;
  readonly functions?: Nodes;
  readonly docs?: Readonly<Record<string, { readonly block_contents: string; readonly package_name: string }>>;
}

export interface CatalogTable {
  readonly metadata: {
    readonly type?: string;
    readonly schema?: string;
    readonly name?: string;
    readonly database?: string | null;
    readonly comment?: string | null;
    readonly owner?: string | null;
  };
  readonly columns: Readonly<
    Record<
      string,
      { readonly type: string; readonly index: number; readonly name: string; readonly comment?: string | null }
    >
  >;
  readonly stats?: Readonly<
    Record<
      string,
      { readonly label: string; readonly value: unknown; readonly include?: boolean; readonly description?: string }
    >
  >;
}

export interface Catalog {
  readonly nodes?: Readonly<Record<string, CatalogTable>>;
  readonly sources?: Readonly<Record<string, CatalogTable>>;
}
