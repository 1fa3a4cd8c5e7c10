import { DatabaseError, type Session } from '../adapters/types.js';
import { defineDiagnostic, QuernError } from '../base/diagnostics.js';
import type { NodeResult } from '../execute/types.js';
import type { ProjectState } from './state.js';

const cannotEstimate = defineDiagnostic<{ adapter: string }>({
  code: 'CON002',
  category: 'Runtime Error',
  message: (d) => `${d.adapter} can't tell what a query costs before it runs`,
  hint: () => 'Leave out --cost',
});

/** Results with what their queries would cost, or why the warehouse can't tell, as adapter response and message. */
export async function estimateCosts(
  state: ProjectState,
  results: readonly NodeResult[],
  threads: number,
): Promise<readonly NodeResult[]> {
  const session = await (await state.warehouse()).session('estimate');
  const stop = (): void => session.cancel();
  state.signal?.addEventListener('abort', stop);
  try {
    if (!session.estimate) throw new QuernError(cannotEstimate({ adapter: state.adapter.name }));
    const out = [...results];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let at = next++; at < out.length; at = next++) out[at] = await estimated(session, out[at]!);
    };
    await Promise.all(Array.from({ length: Math.max(1, threads) }, work));
    return out;
  } finally {
    state.signal?.removeEventListener('abort', stop);
    await session.close();
  }
}

async function estimated(session: Session, result: NodeResult): Promise<NodeResult> {
  if (!result.compiled || result.compiled.sql.trim() === '') return result;
  try {
    const adapterResponse = await session.estimate!(result.compiled.sql);
    return { ...result, adapterResponse, message: adapterResponse._message ?? null };
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return { ...result, message: `unknown: ${error.message}` };
  }
}
