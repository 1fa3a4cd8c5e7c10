import type { RawRow } from './cells.js';
import type { ErrorProto } from './rest-error.js';
import type { TableSchema } from './schema.js';

/** What is read of the REST API's resources. Numbers beyond 2^53 and all counts are texts there. */
export interface TableReference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly tableId: string;
}

export interface JobReference {
  readonly projectId: string;
  readonly jobId: string;
  readonly location?: string;
}

export interface Job {
  readonly jobReference: JobReference;
  readonly configuration?: { readonly query?: { readonly destinationTable?: TableReference } };
  readonly status: {
    readonly state: 'PENDING' | 'RUNNING' | 'DONE';
    readonly errorResult?: ErrorProto;
    readonly errors?: readonly ErrorProto[];
  };
  readonly statistics?: {
    readonly totalBytesProcessed?: string;
    readonly totalSlotMs?: string;
    readonly load?: { readonly outputRows?: string };
    readonly query?: {
      readonly statementType?: string;
      readonly totalBytesProcessed?: string;
      readonly totalBytesBilled?: string;
      readonly numDmlAffectedRows?: string;
      readonly schema?: TableSchema;
      readonly cacheHit?: boolean;
    };
  };
}

export interface QueryPage {
  readonly jobComplete?: boolean;
  readonly schema?: TableSchema;
  readonly rows?: readonly RawRow[];
  readonly pageToken?: string;
  readonly totalRows?: string;
}
