"""Sphinx: directives that show a tree, and its review, in anybody's pages.

With the extension ``triage.sphinx``, ``.. triage:: back_pain`` is a diagram of the
tree, and ``.. triage-review:: back_pain`` leads to the page by which it is signed.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from triage import __version__
from triage.sphinx import kept, picture, review

__all__ = ["setup"]

STYLE = Path(__file__).with_name("triage.css")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives to Sphinx, which calls this by itself.

    Another version of the library is a reason to draw everything anew.

    Args:
        app: The application of Sphinx.

    >>> from sphinx.application import Sphinx
    >>> callable(Sphinx.setup_extension)  # in conf.py: extensions = ["triage.sphinx"]
    True
    """
    kept.add_to(app)
    picture.add_to(app)
    review.add_to(app)
    app.add_config_value("triage_drawn_by", __version__, "env", types=(str,))
    app.connect("config-inited", add_style)
    app.add_css_file(STYLE.name)
    return {
        "version": __version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def add_style(_app: Sphinx, config: Config) -> None:
    """Let the style of the directives be a file of the site."""
    config.html_static_path = [*config.html_static_path, str(STYLE)]
