/** The dbt that quern answers as: `dbt_version` in templates, `require-dbt-version`, artifacts. */
export const DBT_VERSION = '1.12.1';
