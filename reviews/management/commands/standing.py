import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from arguments.graph import Graph, Statement
from arguments.roles import Step
from arguments.standing import ATTACKS, Column, Elements, Structure
from arguments.standing.frameworks import READERS, Framework, FrameworkError
from reviews.formats import crux_json
from reviews.formats.document import Document, FormatError

FORMS = ("json", *READERS)


class Command(BaseCommand):
    help = (
        "Label an argumentation framework (.af, .apx, .tgf) or a debate in Crux JSON, without the"
        " database: the grounded extension, or with --labels every label and its cause."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a file, or - for standard input")
        parser.add_argument("--format", choices=FORMS, help="by default, what the name ends in")
        parser.add_argument("--labels", action="store_true", help="every label, with its cause")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["file"]
        form = options["format"] or name.rpartition(".")[2].lower()
        if form not in FORMS:
            raise CommandError(f"{name}: say with --format which of {', '.join(FORMS)} it is.")
        try:
            text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode()
            lines = self.answer(text, form, labels=options["labels"])
            self.stdout.write("\n".join(lines))
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{name}: byte {error.start} is not UTF-8") from error
        except FrameworkError as error:
            raise CommandError(f"{name}:{error.line}: {error.reason}") from error
        except FormatError as error:
            raise CommandError(f"{name}: {error}") from error

    def answer(self, text: str, form: str, *, labels: bool) -> Iterator[str]:
        if form == "json":
            column = graph_in(crux_json.loads(text.encode())).reviewed
            return labelled(column) if labels else iter([extension_of(column)])
        framework = READERS[form](text)
        if labels:
            return labelled(column_of(framework))
        return iter([f"[{','.join(framework.holding())}]"])


def graph_in(document: Document) -> Graph:
    """The graph of a debate in a file; its claims and links by their numbers."""
    return Graph(
        [
            Step(
                link.number,
                link.relation,
                link.premises,
                link.target.claim,
                link.target.link,
                link.status,
                link.number,
            )
            for link in document.links
        ],
        [
            Statement(claim.number, claim.number, claim.voice, claim.kind, claim.status)
            for claim in document.claims
        ],
    )


def column_of(framework: Framework) -> Column:
    """A framework as a graph in which every attack is a link, named by its ends."""
    names, attackers, attacked = framework
    ends = [(a - 1, b - 1) for a, b in zip(attackers, attacked, strict=True)]
    attacks = [f"{names[a]}->{names[b]}" for a, b in ends]
    elements = Elements(list(enumerate(names)), list(enumerate(attacks)), letters=("", ""))
    structure = Structure(
        len(names), [ATTACKS] * len(ends), [b for _, b in ends], [a for a, _ in ends]
    )
    return Column(structure, elements, {})


def extension_of(column: Column) -> str:
    holding = [column.claim(id) for id, _ in column.elements.claims]
    return f"[{','.join(column.elements.label(each.element) for each in holding if each.holds)}]"


def labelled(column: Column) -> Iterator[str]:
    """A line for every claim and link: its name, its word, its rank, and the sentence."""
    elements = column.elements
    standings = [column.claim(id) for id, _ in elements.claims]
    standings += [column.link(id) for id, _ in elements.links]
    for each in standings:
        name = elements.label(each.element)
        yield f"{name}\t{each.label}\t{each.word}\t{each.rank}\t{each.sentence}"
