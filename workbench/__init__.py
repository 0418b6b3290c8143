"""The workbench: content analysis by several coders over rounds."""

__version__ = "0.1.0"
