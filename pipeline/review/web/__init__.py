"""The pages of the review: routes, templates and what the browser needs, all from this package."""
