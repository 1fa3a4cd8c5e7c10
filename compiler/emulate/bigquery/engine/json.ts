/** A request's body: read by keys that the REST API documents, checked by what is done with them. */
// biome-ignore lint/suspicious/noExplicitAny: a type of our own for each resource would be the API's whole description.
export type Json = any;
