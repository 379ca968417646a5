/** The file of a spoken text, without ending: a text that an office changes has another name, and so never a wrong voice. */
export function clipName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
