/** The head of a page that is for one person, or for members: no search engine is to keep it. */
export function privatePage(title: string) {
  return [{ title }, { name: "robots", content: "noindex, nofollow" }];
}
