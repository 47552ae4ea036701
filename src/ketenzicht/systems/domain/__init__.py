"""Documents of models and what may happen to them: plain values, without a database and without a clock."""
