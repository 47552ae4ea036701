"""What axe-core finds wrong on a page, for people who cannot see it, hear it or use a mouse."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """
async rules => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']});
  return found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${rule.help}\\n    ${node.html}\\n    ${node.target}`));
}
"""


def violations(page: Page) -> list[str]:
    """Every fault of the page as it is now, by WCAG 2.2 AA and good practice."""
    # Evaluated, not added as a script element: our own content policy forbids those, as it should.
    page.evaluate(AXE.read_text("utf-8"))
    # What lies half under the bar that stays in sight is small only until somebody scrolls.
    page.evaluate("window.scrollTo(0, 0)")
    found: list[str] = page.evaluate(_RUN, RULES)
    return found
