"""Knowledge as data: what Vietnamese official documents look like and how they speak."""
