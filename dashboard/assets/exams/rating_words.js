// @ts-check
// What the numbers of the examiner's own mark mean, in words that need no training.

/** @typedef {{value: number, name: string, words: string}} Anchor */

/** @type {Anchor[]} */
export const GLOBAL = [
  { value: 1, name: "Fail", words: "Not safe, or not what was asked." },
  { value: 2, name: "Borderline", words: "Just about; you would want to see it again." },
  { value: 3, name: "Clear pass", words: "Does what was asked, with small faults." },
  { value: 4, name: "Good", words: "Sure and even, hardly a fault." },
  { value: 5, name: "Excellent", words: "As an experienced colleague would do it." },
];

/** @type {Anchor[]} */
export const SUPERVISION = [
  { value: 1, name: "Watches only", words: "You had to do it yourself." },
  { value: 2, name: "With your hand on", words: "You led the hand or the pressure." },
  { value: 3, name: "With help when asked", words: "You helped with a word now and then." },
  { value: 4, name: "Checked afterwards", words: "You only looked at it at the end." },
  { value: 5, name: "Alone", words: "You did not need to be there." },
];

/** @type {Anchor[]} */
export const CHECKED = [
  { value: 0, name: "No", words: "Not done." },
  { value: 1, name: "Partly", words: "Done in part, or late." },
  { value: 2, name: "Yes", words: "Done." },
];
