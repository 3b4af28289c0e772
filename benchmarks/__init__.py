"""Speed and memory, always as ratios against a peer measured in the same run."""
