/**
 * Names of types as the driver that dbt uses groups them, which contracts compare and `get_column_schema_from_query` answers:
 * `varchar` and `text` are both STRING. Types without such a name keep PostgreSQL's own.
 */
const GROUPS: Readonly<Record<string, readonly number[]>> = {
  BOOLEAN: [16],
  BINARY: [17],
  LONGINTEGER: [20],
  INTEGER: [21, 23],
  STRING: [18, 19, 25, 1042, 1043],
  ROWID: [26],
  JSON: [114],
  JSONB: [3802],
  FLOAT: [700, 701],
  UNKNOWN: [705],
  DATE: [1082],
  TIME: [1083, 1266],
  DATETIME: [1114],
  DATETIMETZ: [1184],
  INTERVAL: [704, 1186],
  DECIMAL: [1700],
  BOOLEANARRAY: [1000],
  BINARYARRAY: [1001],
  STRINGARRAY: [1002, 1003, 1009, 1014, 1015],
  INTEGERARRAY: [1005, 1006, 1007],
  LONGINTEGERARRAY: [1016],
  FLOATARRAY: [1021, 1022],
  ROWIDARRAY: [1013, 1028],
  DATETIMEARRAY: [1115],
  DATEARRAY: [1182],
  TIMEARRAY: [1183, 1270],
  DATETIMETZARRAY: [1185],
  INTERVALARRAY: [1187],
  DECIMALARRAY: [1231],
  JSONARRAY: [199],
  JSONBARRAY: [3807],
  INETARRAY: [1041],
  CIDRARRAY: [651],
  MACADDRARRAY: [1040],
  uuid: [2950],
  'uuid[]': [2951],
  xml: [142],
  money: [790],
  inet: [869],
  cidr: [650],
  macaddr: [829],
  bit: [1560],
  'bit varying': [1562],
  point: [600],
  tsvector: [3614],
  tsquery: [3615],
  int4range: [3904],
  numrange: [3906],
  tsrange: [3908],
  tstzrange: [3910],
  daterange: [3912],
  int8range: [3926],
};

/** The types of array elements, by the oid of the array's type, where elements are not read as text. */
const ELEMENTS: readonly (readonly [array: number, element: number])[] = [
  [1000, 16],
  [1001, 17],
  [1016, 20],
  [1005, 21],
  [1007, 23],
  [1028, 26],
  [1021, 700],
  [1022, 701],
  [1231, 1700],
  [1182, 1082],
  [1183, 1083],
  [1270, 1266],
  [1115, 1114],
  [1185, 1184],
  [1187, 1186],
  [199, 114],
  [3807, 3802],
];

/** Arrays whose elements are texts. */
const TEXT_ARRAYS = [1002, 1003, 1009, 1014, 1015, 651, 1040, 1041, 2951];

const TEXT = 25;
const NAMES = new Map(Object.entries(GROUPS).flatMap(([name, oids]) => oids.map((oid) => [oid, name] as const)));
const ELEMENT_OF = new Map([...ELEMENTS, ...TEXT_ARRAYS.map((oid) => [oid, TEXT] as const)]);

/** How the type of this oid is called. */
export function typeName(oid: number): string {
  return NAMES.get(oid) ?? `unknown type_code ${oid}`;
}

/** The type of an array's elements; undefined for what is no array. */
export function elementType(oid: number): number | undefined {
  return ELEMENT_OF.get(oid);
}
