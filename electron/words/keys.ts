/** `x_one` and `x_other` are asked for as `x`; a language has the plural forms that its grammar has, and always `_other`. */
type Bare<K extends string> = K extends `${infer B}_one` ? B : K extends `${infer B}_other` ? B : K;

/** Every key of a tree of sentences, spelled with dots. */
export type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? Bare<K> : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

/** The same keys in a language without a singular form: Chinese. */
export type Translated<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translated<T[K]>;
};

type At<T, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : `${K}_other` extends keyof T
      ? T[`${K}_other`]
      : never;

type NamesIn<S> = S extends `${string}{{${infer V}}}${infer Rest}`
  ? (V extends `${infer N},${string}` ? N : V) | NamesIn<Rest>
  : never;

/** What a sentence must be given, read from its English text. `count` chooses the plural, so it is a number. */
export type VariablesOf<T, K extends string> = {
  readonly [N in NamesIn<At<T, K>>]: N extends 'count' ? number | string : string | number;
};

export type TellArguments<T, K extends string> = [NamesIn<At<T, K>>] extends [never]
  ? []
  : [variables: VariablesOf<T, K>];
