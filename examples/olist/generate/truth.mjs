export const truthOf = () => ({});
