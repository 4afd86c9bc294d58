"""Models and a width become lines of text. Pure: nothing is printed here."""
