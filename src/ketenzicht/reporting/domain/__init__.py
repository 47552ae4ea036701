"""Rules of reporting: receipts, statements, details, files, reporter modes. Plain Python."""
