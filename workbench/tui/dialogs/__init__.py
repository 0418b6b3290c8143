"""The dialogs: each asks something and is dismissed with an answer."""
