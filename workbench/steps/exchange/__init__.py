"""Between a study and the project files of other programs: out of it, into it."""
