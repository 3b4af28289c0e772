"""A change that cannot be done as asked."""


class Senseless(ValueError):
    """What was asked for makes no sense: the place (`path`) and a Vietnamese sentence."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
