"""What a release holds, and the way to the release that is current."""
