"""Training and checking through Rasa's own functions, without its command line."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import tarfile
import warnings
from pathlib import Path

import rasa.model_training
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.utils.log_utils import configure_structlog
from rasa.validator import Validator

from bot.model.errors import TideoverError
from engine.components.reader import LABELS

CONFIG, DOMAIN, DATA = "config.yml", "domain.yml", "data"
NLU = "data/nlu"
FAULTS = (RasaException, TideoverError, ValueError, KeyError, TypeError)
NO_FAULT = ("Slot auto-fill", "The utterance '")
"""Said about every domain; and a response that no rule names, since actions and the product name them too."""
WARNS = "examples and responses"
"""The check that says in a warning whatever it finds, so that its own answer adds nothing."""
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class TrainingError(Exception):
    """Rasa refused to train; the text is what it said."""


def train(out: Path, *, nlu_only: bool) -> Path:
    """Make the model archive ``out`` and copy its label weights beside it.

    Returns:
        Where the weights are; the product reads them without Rasa.

    Raises:
        TrainingError: domain, rules or examples do not fit together.
    """
    configure_structlog(logging.WARNING)
    out.parent.mkdir(parents=True, exist_ok=True)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            if nlu_only:
                made = rasa.model_training.train_nlu(
                    CONFIG, NLU, str(out.parent), fixed_model_name=out.name, domain=DOMAIN
                )
            else:
                made = rasa.model_training.train(
                    DOMAIN,
                    CONFIG,
                    DATA,
                    output=str(out.parent),
                    fixed_model_name=out.name,
                    force_training=True,
                ).model
    except (*FAULTS, SystemExit) as error:
        raise TrainingError(f"{COLOUR.sub('', said.getvalue())}{error}".strip()) from error
    if not made:
        raise TrainingError(COLOUR.sub("", said.getvalue()).strip())
    return copy_labels(out)


def copy_labels(archive: Path) -> Path:
    """Copy ``labels.npz`` out of a model archive, replacing the one beside it in one step."""
    target = archive.parent / LABELS
    with tarfile.open(archive) as opened:
        member = next(each for each in opened.getmembers() if each.name.endswith(f"/{LABELS}"))
        source = opened.extractfile(member)
        if source is None:
            raise FileNotFoundError(f"{archive} holds no {LABELS}")
        draft = target.with_suffix(".new")
        draft.write_bytes(source.read())
    return draft.replace(target)


def problems() -> list[str]:
    """Return what Rasa's validator complains about; its warnings count too."""
    configure_structlog(logging.ERROR)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        try:
            # Without settings it is Rasa's own importer, which checks the format of all files.
            importer = TrainingDataImporter.load_from_dict({}, CONFIG, DOMAIN, [DATA])
            validator = Validator.from_importer(importer)
        except (*FAULTS, AttributeError) as error:
            return [str(error)]
        checks = {
            "domain": validator.verify_domain_validity,
            "actions in rules": validator.verify_actions_in_stories_rules,
            "forms in rules": validator.verify_forms_in_stories_rules,
            "form slots": validator.verify_form_slots,
            "slot mappings": validator.verify_slot_mappings,
            WARNS: lambda: validator.verify_nlu(ignore_warnings=False),
            "contradicting stories": lambda: validator.verify_story_structure(ignore_warnings=False),
        }
        failed = [f"{name}: check failed" for name, check in checks.items() if not check() and name != WARNS]
        validator.warn_if_config_mandatory_keys_are_not_set()
    said = dict.fromkeys(str(each.message) for each in caught if issubclass(each.category, UserWarning))
    return [each for each in said if not any(part in each for part in NO_FAULT)] or failed
