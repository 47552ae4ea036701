"""One module per format of others: reading into a draft, writing with a report of what is lost."""
