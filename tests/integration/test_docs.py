"""The docs say what is so: examples run elsewhere, here is the rest."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import triage
from triage.diagram import draw
from triage.linker.loader import builtins, load
from triage.lint.catalogue import catalogue

ROOT = Path(__file__).parents[2]

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
"""A link to a file or to a heading."""

FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
"""A file that a page shows, under its name."""

DIAGRAM = re.compile(
    r"^```\{triage\} (\S+)\n(?::(map):\n)?(?::part: (\d+)\n)?```$", re.MULTILINE
)
"""What a page draws: a tree, a map of it, or a part."""

REVIEW = r'<a class="triage-review" href="([^"#]+)">'
"""A link to the review of a tree."""

ELSEWHERE = re.compile(r'<(?:script|link|img)[^>]* (?:src|href)="(?:https?:)?//')
"""Something that a page would fetch from another site."""


@pytest.mark.release
def test_generated_parts_are_fresh() -> None:
    """What a program writes of the docs is what it would write now."""
    command = [sys.executable, ROOT / "docs" / "make.py", "--check", "pages"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page leads to a file and a heading that are there."""
    for target, heading in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), target
        if heading:
            assert heading in anchors(path), (target, heading)


def test_the_trees_of_pages_can_be_used(tmp_path: Path) -> None:
    """A page shows no tree that is refused, but where it shows how one is refused."""
    refused = set[str]()
    for page in PAGES:
        files = FILE.findall(page.read_text(encoding="utf-8"))
        folder = tmp_path / page.name
        folder.mkdir(exist_ok=True)
        for name, text in files:
            (folder / name).write_text(text, encoding="utf-8")
        refused |= {
            name
            for name, text in files
            if text.startswith("triage: ") and not is_taken(folder / name)
        }

    # a word that is misspelled, not sure that is forgotten, and a table made below it
    assert refused == {"ankle.yaml", "bare.yaml", "passport.yaml"}


def is_taken(path: Path) -> bool:
    try:
        load(path)
    except triage.InvalidTree:
        return False
    return True


def anchors(page: Path) -> set[str]:
    """Return the names by which headings of a page are linked to."""
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r'<a id="([^"]+)">', text))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return named | {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


def test_every_module_is_in_the_reading_order() -> None:
    """The page about the layout names every module of the package."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    paths = (ROOT / "triage").rglob("*.py")
    modules = {p.stem for p in paths if p.name != "__init__.py"}

    assert {name for name in modules if f"- **{name}** " not in page} == set()


def test_every_public_name_has_a_docstring() -> None:
    """Whatever `triage` offers says what it is for."""
    names = [name for name in triage.__all__ if not name.startswith("__")]

    assert [name for name in names if not getattr(triage, name).__doc__] == []


def test_every_check_has_an_entry() -> None:
    """The page of the checks has a heading for every code, to which links lead."""
    headings = anchors(ROOT / "docs" / "checks.md")

    assert [code for code in catalogue() if code.lower() not in headings] == []


def library_page(name: str) -> str:
    """Return the page of a built-in tree, without what only Markdown needs."""
    page = ROOT / "docs" / "library" / f"{name}.md"
    return page.read_text(encoding="utf-8").replace("\\", "")


@pytest.mark.parametrize("name", builtins())
def test_every_tree_has_a_page_for_review(name: str) -> None:
    """It holds the notice, and all that is asked, told, stated and cited."""
    tree, page = load(name), library_page(name)
    texts = [
        tree.profile.disclaimer,
        "not reviewed by clinicians" if tree.profile.is_clinical else "not reviewed",
        *(question.text for question in tree.questions.values()),
        *(told.text for told in tree.recommendations.values()),
        *(told.watch_for for told in tree.recommendations.values()),
        *(stated.says for stated in tree.properties.values()),
        *(cited.title for cited in tree.citations.values()),
    ]

    assert [text for text in texts if " ".join(text.split()) not in page] == []


@pytest.mark.parametrize("name", builtins())
def test_the_library_shows_every_tree(name: str) -> None:
    """It has a card, with a small map that is there, and leads to its page."""
    library = ROOT / "docs" / "library"
    page = (library / "README.md").read_text(encoding="utf-8")
    _, _, card = page.partition(f"]({name}.md)\n")
    picture = re.search(r'<img src="([^"]+)" alt="[^"]+', card)

    assert picture is not None
    assert load(name).title in (library / picture[1]).read_text(encoding="utf-8")
    assert f"version {load(name).version}" in card.partition("###")[0]


@pytest.mark.parametrize("name", builtins())
def test_the_diagrams_of_a_page_leave_nothing_out(name: str) -> None:
    """Every step that asks, advises or branches is in a diagram of the page."""
    tree = load(name)
    drawn: set[str] = set()
    for shown, as_map, number in DIAGRAM.findall(library_page(name)):
        if not as_map:
            part = draw(tree, part=int(number) if number else None)
            drawn |= {node.id for node in part.view.nodes if shown == name}
    steps = tree.steps.values()
    busy = {step.id for step in steps if step.ask or step.advise or len(step.ways) > 1}

    assert busy - drawn == set()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site; a warning fails the build."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going"]
    folders = [ROOT / "docs", folder / "html"]
    done = subprocess.run(
        [*command, "-d", folder / "doctrees", *folders],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.mark.release
def test_site_has_every_page(site: Path) -> None:
    """Each page of the docs is a page of the site, and every name resolves."""
    pages = (ROOT / "docs").rglob("*.md")
    wanted = [p.relative_to(ROOT / "docs").with_suffix(".html") for p in pages]

    assert [path for path in wanted if not (site / path).is_file()] == []


@pytest.mark.release
def test_site_shows_its_diagrams(site: Path) -> None:
    """Each diagram of the library is drawn, and shown where its directive stands."""
    for name in builtins():
        page = (site / "library" / f"{name}.html").read_text(encoding="utf-8")
        shown = re.findall(r'<figure class="triage-diagram.*?</svg>', page, re.DOTALL)
        assert len(shown) == len(DIAGRAM.findall(library_page(name))) > 0
        assert all(load(name).title in picture for picture in shown)


@pytest.mark.release
def test_site_leads_to_the_review_of_each_tree(site: Path) -> None:
    """Each page of the library leads to one to sign, which needs no network."""
    for name in builtins():
        page = site / "library" / f"{name}.html"
        link = re.search(REVIEW, page.read_text(encoding="utf-8"))
        review = (page.parent / link[1]).read_text(encoding="utf-8") if link else ""
        assert load(name).wording in review
        assert ELSEWHERE.findall(review) == []


@pytest.mark.release
def test_site_fetches_nothing(site: Path) -> None:
    """Pages can be read without a network: they load nothing from elsewhere."""
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]

    assert pages != []
    assert [found for page in pages for found in ELSEWHERE.findall(page)] == []
