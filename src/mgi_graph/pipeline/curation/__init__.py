"""Read what people decided on the findings of profiles, hold it against them, and write it."""
