"""Working copies of files: the same picture, pages or text, without anything that hides behind them."""
