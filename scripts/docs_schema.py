"""Write docs/schema/ from the models."""

from pathlib import Path

from pipeline.schema import printed, schemas

FOLDER = Path(__file__).parent.parent / "docs" / "schema"


def main() -> None:
    """Write each schema into its file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (FOLDER / name).write_text(printed(schema), "utf-8")


if __name__ == "__main__":
    main()
