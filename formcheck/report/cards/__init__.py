"""Makes cards of exercises: one page to print, two cards on a sheet of A4."""

from formcheck.report.cards.choice import called_for
from formcheck.report.cards.page import all_cards, cards_page

__all__ = ["all_cards", "called_for", "cards_page"]
