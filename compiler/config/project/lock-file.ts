/** Where `deps` keeps what the versions of a project's packages come to. */
export const LOCK_FILE = 'package-lock.yml';
