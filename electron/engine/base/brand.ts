/** A string or number that is only to be made by the function that knows what it means. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
