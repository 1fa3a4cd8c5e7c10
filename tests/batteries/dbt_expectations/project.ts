import { CASES } from './cases.js';
import { MODELS } from './models.js';

const PROJECT = `name: expectations
version: '1.0'
profile: expectations
vars: {'dbt_date:time_zone': UTC}
data_tests: {expectations: {+severity: warn}}
`;
const GENERAL = /^(equal_expression|expression_)/;

/** The name of a case's test. */
export const nameOf = (test: string, title: string): string => `${test}__${title}`;

/** A project of all cases, by path. `upper`: how the warehouse keeps names that are not quoted. */
export function projectOf(upper: boolean): Readonly<Record<string, string>> {
  return {
    'dbt_project.yml': PROJECT,
    'models/tests.yml': properties(upper),
    ...Object.fromEntries(Object.entries(MODELS).map(([name, sql]) => [`models/${name}.sql`, sql])),
  };
}

function properties(upper: boolean): string {
  const models = Object.keys(MODELS).map((name) => {
    const own = CASES.filter(([model]) => model === name);
    const testsOf = (column: string | null) =>
      own
        .filter((one) => one[1] === column)
        .map(([, , test, title, , args]) => ({
          [`dbt_expectations.${GENERAL.test(test) ? '' : 'expect_'}${test}`]: {
            name: nameOf(test, title),
            arguments: title === 'quoted' && upper ? uppercased(args) : args,
          },
        }));
    const columns = [...new Set(own.flatMap((one) => one[1] ?? []))];
    return {
      name,
      data_tests: testsOf(null),
      columns: columns.map((column) => ({ name: column, data_tests: testsOf(column) })),
    };
  });
  return JSON.stringify({ models });
}

/** Quoted names are as the database keeps them. */
function uppercased(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...args, column_list: (args.column_list as string[]).map((name) => name.toUpperCase()) };
}
