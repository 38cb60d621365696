"""The editing side: from the seed that people write to the release that visitors read."""
