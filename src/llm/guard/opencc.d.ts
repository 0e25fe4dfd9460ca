/** Pairs of OpenCC, "簡 简|漢 汉"; the package has no types for them. */
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export default pairs;
}
