"""One row of the table each: `measure(lab)` gives its lines."""
