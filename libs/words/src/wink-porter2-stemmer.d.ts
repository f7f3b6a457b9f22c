/** The package brings no types of its own. */
declare module 'wink-porter2-stemmer' {
  /** The root of a word in small letters. */
  const porter: (word: string) => string;
  export default porter;
}
