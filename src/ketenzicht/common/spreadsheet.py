"""Files that people open in a spreadsheet."""

# With these a spreadsheet takes a cell for a formula or a command.
FORMULA_STARTS = ("=", "+", "-", "@", "|", "%")
LINE_STARTS = ("\t", "\r", "\n")


def safe_cell(cell: str) -> str:
    """The cell so that a spreadsheet shows it and does not run it as a formula."""
    risky = cell.startswith(LINE_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)
    return f"'{cell}" if risky else cell
