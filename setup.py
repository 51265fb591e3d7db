"""Finds the packages, so that a new one cannot be left out; all else stands in pyproject.toml."""

from setuptools import find_packages, setup

setup(packages=[*find_packages(include=["inoadmin", "inoadmin.*"]), "inoadmin.resources"])
