"""Small words that sentences are made of, as all rooms have them."""

from workbench.words import listed as listed
from workbench.words import plural as plural
